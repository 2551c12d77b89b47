"""What lists, tables and charts show, prepared from the project and the run."""

"""The document and what is done to it: edits, shapes, problems, storage. No torch, no Qt."""

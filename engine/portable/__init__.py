"""Code: plain functions that training executes and exporters paste. They import numpy, pandas, torch, none of ours."""

"""Files to prepared arrays: detect, inspect, prepare. numpy and pandas; no torch."""

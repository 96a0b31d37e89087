"""How fast the program answers and starts, each as a ratio to a floor measured in the same run: `make bench`."""

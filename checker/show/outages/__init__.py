"""When the connection broke, for how long and where: in words, for every page that shows a watch."""

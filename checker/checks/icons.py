"""Line drawings that stand for a check as well as for a place on the way to the company: SVG path data.

In a square of 24. Drawn, because no font is sure to have them.
"""

COMPUTER = "M5 5.5h14v9.5H5z M2.5 18.5h19"
WIFI = "M3.5 10.2a12.5 12.5 0 0 1 17 0 M6.8 13.6a7.8 7.8 0 0 1 10.4 0 M9.9 16.8a3.3 3.3 0 0 1 4.2 0 M12 19.6v.02"
SHIELD = "M12 3l7.5 2.8v5.4c0 4.6-3.2 7.8-7.5 9.8c-4.3-2-7.5-5.2-7.5-9.8V5.8z M12 9.5a1.4 1.4 0 1 0 .01 0z M12 12.3v2.9"
ROUTER = "M3 13h18v6H3z M6.5 16v.02 M10 16v.02 M17 13V5 M7 13V8"

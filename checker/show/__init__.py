"""A report as text, HTML, SVG and QR. Knows neither Qt nor Django."""

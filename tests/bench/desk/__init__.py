"""The desk under load: what a report costs at intake, and how soon pages answer beside many stored reports."""

"""What helps: numbers by week and month that outlive the cases, without anybody in them."""

"""python3 -m checker profile: makes, checks, signs and tries a customer's profile. For technicians, without a desk."""

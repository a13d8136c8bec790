"""Many uploads while everything goes wrong: kill -9 on either side, a full disk, cut lines."""

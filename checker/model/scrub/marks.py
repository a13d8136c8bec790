"""What stands in the place of something that was taken out."""

IP, MAC, MAIL, HOME, NAME = "[ip]", "[mac]", "[mail]", "[home]", "[name]"
SECRET, ID, PATH, PHONE = "[secret]", "[id]", "[path]", "[phone]"

MARKS = r"\[(?:ip|mac|mail|home|name|secret|id|path|phone)\]"

"""Every parser of foreign bytes, fed with what somebody made worse: which crash, take long, or take much memory."""

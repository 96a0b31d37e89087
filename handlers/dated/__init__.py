"""What a plan's boards, the law and others expect by a day: to read, to be asked about, and to say that it is done."""

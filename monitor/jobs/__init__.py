"""What is done without anybody asking: a timetable kept by one server process at a time. Beside web, above the rooms."""

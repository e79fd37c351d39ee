"""What a real node printed beside what Natwalk has: its rules by chain, and a trace log by packet.

Both are trees of rows with two sides; knows no files and no canvas.
"""

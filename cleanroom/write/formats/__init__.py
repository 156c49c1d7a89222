"""The output formats, one file each. A file here is found and imported by `cleanroom.write.register`."""

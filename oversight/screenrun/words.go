package screenrun

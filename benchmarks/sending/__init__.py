"""The two ends of the benchmarks of load: a page that costs its server next to nothing, and clients that are not ours."""

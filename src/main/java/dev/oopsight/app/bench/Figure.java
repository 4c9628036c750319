package dev.oopsight.app.bench;

/** What is told of a run. */
enum Figure {
  MEGABYTES_PER_SECOND("MB/s"),
  LINES_PER_SECOND("lines/s"),
  INCIDENTS_PER_SECOND("incidents/s"),
  CPU_PER_MILLION_LINES("CPU s/M lines"),
  SECONDS("s"),
  MILLISECONDS("ms"),
  MICROSECONDS("µs");

  private static final double MILLION = 1e6;

  private final String unit;

  Figure(String unit) {
    this.unit = unit;
  }

  String unit() {
    return unit;
  }

  double of(Sample sample) {
    return switch (this) {
      case MEGABYTES_PER_SECOND -> sample.work() / MILLION / sample.wallSeconds();
      case LINES_PER_SECOND, INCIDENTS_PER_SECOND -> sample.work() / sample.wallSeconds();
      case CPU_PER_MILLION_LINES -> sample.cpuSeconds() * MILLION / sample.work();
      case SECONDS -> sample.wallSeconds();
      case MILLISECONDS -> sample.wallSeconds() * 1e3;
      case MICROSECONDS -> sample.wallSeconds() * MILLION;
    };
  }
}

package dev.oopsight.app;

/** Keeps a pipeline running until it ends or the process is asked to. */
final class Lifetime {

  private Lifetime() {}

  /** Returns when the pipeline has ended; a signal to the process closes it in order. */
  static void untilStopped(RunningPipeline pipeline) throws InterruptedException {
    Thread stop = new Thread(pipeline::close, "stop");
    try {
      Runtime.getRuntime().addShutdownHook(stop);
    } catch (IllegalStateException stopping) {
      return;
    }
    try {
      pipeline.awaitEnd();
    } finally {
      removeUnlessStopping(stop);
    }
  }

  /** Takes a hook back, where that still matters. */
  static void removeUnlessStopping(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException stopping) {
      // A signal came: the hook is running, which is what it is for.
    }
  }
}

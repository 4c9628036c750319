package dev.oopsight.app;

import dev.oopsight.assembly.Intake;
import dev.oopsight.log.LineView;
import dev.oopsight.wire.LineSink;

/** Hands the lines of a file to an intake, which also says what need not be read of it. */
public abstract class FileSink implements LineSink {

  private final Intake intake;

  protected FileSink(Intake intake) {
    this.intake = intake;
  }

  protected Intake intake() {
    return intake;
  }

  @Override
  public void line(LineView line) {
    intake.offer(line.host, line);
  }

  @Override
  public void aside(LineView line) {
    intake.aside(line.host, line);
  }

  @Override
  public boolean skims() {
    return intake.skims();
  }

  @Override
  public int quietUntil(byte[] bytes, int from, int to) {
    return intake.quietUntil(bytes, from, to);
  }
}

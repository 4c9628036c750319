package dev.oopsight.assembly;

/** Tells the shape of lines. {@code grammar} answers, since it holds the table of headers. */
public interface Shapes {

  /**
   * Whether a line can belong to a trace, as cheaply as that can be told: no line of another shape
   * than {@link Shape#OTHER} is missed, and few others pass. Allocates nothing.
   *
   * @param bytes holds the text in UTF-8
   * @param from index of its first byte
   * @param to index after its last byte
   */
  boolean mayMatter(byte[] bytes, int from, int to);

  /** The shape of a line, by its whole text. */
  Shape of(String text);
}

package dev.oopsight.assembly;

/** Tells the shape of lines. {@code grammar} answers, since it holds the table of headers. */
public interface Shapes {

  /**
   * Whether a line has another shape than {@link Shape#OTHER}. Allocates nothing for a line that
   * holds no word of those that have.
   *
   * @param bytes holds the text in UTF-8
   * @param from index of its first byte
   * @param to index after its last byte
   */
  boolean matters(byte[] bytes, int from, int to);

  /**
   * The first place in text of many lines at which one may have another shape than {@link
   * Shape#OTHER}; its lines may have anything before the message. Allocates nothing.
   *
   * @return index of a byte of that line, or {@code to} where there is none
   */
  int quietUntil(byte[] bytes, int from, int to);

  /** The shape of a line, by its whole text. */
  Shape of(String text);
}

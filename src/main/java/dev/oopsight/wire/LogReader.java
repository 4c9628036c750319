package dev.oopsight.wire;

import dev.oopsight.log.LineView;
import dev.oopsight.parse.Reason;

/**
 * Reads the kernel's lines out of one record, or out of a file piece by piece. The format is told
 * by the bytes of each line, so one topic may carry all of them, and one record several lines.
 *
 * <p>Shape: {@link TextFormats} knows the formats of text, {@link JsonLines} those in JSON. Text is
 * handed on as it stands, but for line ends, escapes of the carrier and terminal sequences; empty
 * lines without any prefix are passed over, but an entry of JSON is always told. Errors: none are
 * thrown; {@link LineSink#refused} is told. Consecutive lines without a host make one refusal. Not
 * safe for several threads: one reader a thread. A line that does not matter to the sink allocates
 * nothing, and in a file may not even be read: see {@link LineSink#skims}.
 */
public final class LogReader {

  private final Bounds bounds;
  private final JsonEntry entry = new JsonEntry();
  private final JsonDocument document = new JsonDocument(entry);
  private final TextFormats text = new TextFormats();
  private final JsonLines json = new JsonLines(entry, text.stamps());
  private final HostOrder hosts = new HostOrder(entry);
  private final Skim skim;
  private final LineView view = new LineView();
  private final LineView said = new LineView();
  private final PlainStretch plain = new PlainStretch();
  private final ControlBytes controls = new ControlBytes();
  private final Escapes stripped = new Escapes();
  private final Escapes decoded = new Escapes();
  private final Escapes printable = new Escapes();
  private final JsonDocument.Entries toldEntries = this::entry;

  private LineSink sink;
  private byte[] value;
  private long recordMicros;
  private boolean told;
  private boolean spoken;
  private boolean mayHoldEscape;
  private int entries;
  private int entriesBefore;
  private int namelessFrom;
  private int namelessTo;

  public LogReader() {
    this(Bounds.DEFAULT);
  }

  /** A reader that refuses what is larger. */
  public LogReader(Bounds bounds) {
    this.bounds = bounds;
    skim = new Skim(bounds.lineBytes());
  }

  /** Reads one whole record. */
  public void read(byte[] value, int from, int to, Origin origin, LineSink sink) {
    begin(value, sink);
    start(origin);
    if (Bytes.isBlank(value, from, to)) {
      refuse(Reason.EMPTY, from, to);
    } else if (to - from > bounds.recordBytes()) {
      refuse(Reason.TOO_LARGE, from, to);
    } else if (hosts.headerIsBad()) {
      refuse(Reason.BAD_HOST, from, to);
    } else {
      boolean binary = controls.makeBinary(value, Bytes.skipNuls(value, from, to), to);
      if (RegistryFrame.begins(value, from, to, binary)) {
        refuse(Reason.REGISTRY_FRAME, from, to);
      } else if (binary) {
        refuse(Reason.BINARY, from, to);
      } else {
        lines(from, to, true, false);
        if (!spoken) refuse(Reason.EMPTY, from, to);
      }
    }
  }

  /**
   * Reads the next piece of one long text, such as a file, whose pieces belong together.
   *
   * @param first whether the text begins here
   * @param last whether it ends here
   * @return index after the last whole line or document: what remains is to be given again with
   *     more bytes behind it; {@code to} where nothing remains, and always when {@code last}. A
   *     piece as large as the bounds never remains whole
   */
  public int readPiece(
      byte[] value, int from, int to, boolean first, boolean last, Origin origin, LineSink sink) {
    begin(value, sink);
    if (first) start(origin);
    return lines(from, to, last, true);
  }

  private void begin(byte[] bytes, LineSink told) {
    value = bytes;
    sink = told;
    namelessFrom = -1;
    spoken = false;
  }

  private void start(Origin origin) {
    recordMicros = origin.recordMicros();
    text.begin(origin);
    hosts.begin(origin);
    entriesBefore = 0;
  }

  private int lines(int from, int to, boolean last, boolean ofFile) {
    int at = from;
    while (at < to) {
      if (ofFile && sink.skims() && !text.stamps().countOn()) at = skimmed(at, to);
      int next =
          JsonDocument.begins(value, at, to) ? document(at, to, last) : textLine(at, to, last);
      if (next == at) break;
      at = next;
    }
    endNameless();
    return at;
  }

  /** Answers the index after the lines that need not be read. */
  private int skimmed(int from, int to) {
    int at = skim.over(value, from, to, sink);
    if (at > from) sink.passedOver(skim.lines());
    return at;
  }

  /** Answers the index after the document, or its beginning where more bytes are needed. */
  private int document(int from, int to, boolean last) {
    entries = 0;
    int end = document.read(value, from, to, toldEntries);
    Reason failure = document.failure();
    boolean cut = failure == Reason.MALFORMED_JSON && end == to;
    if (cut && !last && to - from < bounds.recordBytes()) {
      entriesBefore = entries;
      return from;
    }
    entriesBefore = 0;
    if (failure == null) return end;
    int resume = Bytes.indexOf((byte) '\n', value, end, to);
    refuse(failure, from, resume);
    return Math.min(resume + 1, to);
  }

  /** Answers the index after the line, or its beginning where more bytes are needed. */
  private int textLine(int from, int to, boolean last) {
    int plainEnd = plain.end(value, from, to);
    int end = Bytes.indexOf((byte) '\n', value, plainEnd, to);
    if (end == to && !last && to - from <= bounds.lineBytes()) return from;
    int textEnd = end;
    while (textEnd > plainEnd && value[textEnd - 1] == '\r') textEnd--;
    if (textEnd - from > bounds.lineBytes()) {
      refuse(Reason.TOO_LARGE, from, textEnd);
      return Math.min(end + 1, to);
    }
    said.clear();
    entry.clear();
    if (plainEnd == textEnd) {
      mayHoldEscape = plain.mayHoldEscape();
      text(value, from, textEnd, from, end);
    } else {
      mayHoldEscape = true;
      uncleanLine(Bytes.skipNuls(value, from, textEnd), textEnd, from, end);
    }
    return Math.min(end + 1, to);
  }

  private void uncleanLine(int from, int to, int valueFrom, int valueTo) {
    if (controls.makeBinary(value, from, to)) {
      refuse(Reason.BINARY, from, to);
    } else if (controls.none()) {
      text(value, from, to, valueFrom, valueTo);
    } else {
      stripped.strip(value, from, to);
      textLines(stripped.out, 0, stripped.length, valueFrom, valueTo);
    }
  }

  /** An entry of a JSON document; those told before the document had to be read again are not. */
  private void entry(int from, int to) {
    if (++entries <= entriesBefore) return;
    mayHoldEscape = true;
    said.clear();
    text.forget();
    Verdict verdict = json.read(said);
    if (verdict != Verdict.OURS) {
      settle(verdict, said, Escapes.Spelling.PLAIN, from, to);
    } else if (said.to - said.from > bounds.lineBytes()) {
      refuse(Reason.TOO_LARGE, from, to);
    } else {
      controls.makeBinary(said.bytes, said.from, said.to);
      if (!controls.none()) {
        stripped.strip(said.bytes, said.from, said.to);
        said.bytes = stripped.out;
        said.from = 0;
        said.to = stripped.length;
      }
      while (said.to > said.from && said.bytes[said.to - 1] == '\n') said.to--;
      if (json.isKernelText()) {
        settle(Verdict.OURS, said, json.spelling(), from, to);
      } else {
        told = false;
        textLines(said.bytes, said.from, said.to, from, to);
        if (!told) settle(Verdict.NOT_OURS, said, Escapes.Spelling.PLAIN, from, to);
      }
    }
  }

  private void textLines(byte[] b, int from, int to, int valueFrom, int valueTo) {
    for (int at = from; at < to; ) {
      int end = Bytes.indexOf((byte) '\n', b, at, to);
      text(b, at, end, valueFrom, valueTo);
      at = end + 1;
    }
  }

  /** A line of text, which may be two where a console glued them; what JSON said holds for it. */
  private void text(byte[] b, int from, int to, int valueFrom, int valueTo) {
    for (int at = from; at < to; ) {
      if (entry.isEmpty()) view.clear();
      else view.copy(said);
      Verdict verdict = text.read(b, at, to, view);
      if (!said.format.isEmpty()) view.format = said.format;
      settle(verdict, view, text.spelling, valueFrom, valueTo);
      at = text.rest;
    }
  }

  private void settle(Verdict verdict, LineView line, Escapes.Spelling spelling, int from, int to) {
    told |= verdict != Verdict.NOTHING;
    spoken |= verdict != Verdict.NOTHING;
    switch (verdict) {
      case OURS -> deliver(line, spelling, from, to);
      case NOT_OURS -> leave(line);
      case MALFORMED -> refuse(Reason.MALFORMED_LINE, from, to);
      case NOTHING -> {}
    }
  }

  private void leave(LineView line) {
    sink.notOurs();
    if (line.sequence < 0 || line.facility <= 0) return;
    HostNames.Name host = hosts.find(line.bytes, text.hostFrom(), text.hostTo());
    if (host == null) return;
    line.host = host.text;
    sink.aside(line);
  }

  private void deliver(LineView line, Escapes.Spelling spelling, int from, int to) {
    HostNames.Name host = hosts.find(line.bytes, text.hostFrom(), text.hostTo());
    if (host == null) {
      if (namelessFrom < 0) namelessFrom = from;
      namelessTo = to;
      return;
    }
    endNameless();
    line.host = host.text;
    line.beginsMinute = host.beginsMinute(line.wallMicros < 0 ? recordMicros : line.wallMicros);
    boolean escaped = mayHoldEscape && Escapes.occur(spelling, line.bytes, line.from, line.to);
    if (escaped) {
      decoded.decode(spelling, line.bytes, line.from, line.to);
      printable.strip(decoded.out, 0, decoded.length);
      line.bytes = printable.out;
      line.from = 0;
      line.to = printable.length;
    }
    if (escaped || !entry.isEmpty()) eachLine(line);
    else sink.line(line);
  }

  /** Newlines come into a text by escapes, of JSON too. */
  private void eachLine(LineView line) {
    int end = line.to;
    int lineEnd = Bytes.indexOf((byte) '\n', line.bytes, line.from, end);
    while (lineEnd < end) {
      line.to = lineEnd;
      sink.line(line);
      line.beginsMinute = false;
      line.from = lineEnd + 1;
      lineEnd = Bytes.indexOf((byte) '\n', line.bytes, line.from, end);
    }
    line.to = end;
    sink.line(line);
  }

  private void endNameless() {
    if (namelessFrom < 0) return;
    int from = namelessFrom;
    namelessFrom = -1;
    refuse(Reason.NO_HOST, from, namelessTo);
  }

  private void refuse(Reason reason, int from, int to) {
    spoken = true;
    endNameless();
    sink.refused(reason, from, to, Bytes.excerpt(value, from, to));
  }
}

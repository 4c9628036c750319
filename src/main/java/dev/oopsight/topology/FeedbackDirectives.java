package dev.oopsight.topology;

import dev.oopsight.incident.FeedbackBook;
import dev.oopsight.parse.Reason;
import dev.oopsight.wire.FeedbackJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people say of incidents, by the incident's id or a fingerprint. */
final class FeedbackDirectives implements Directives {

  private final FeedbackBook book;

  FeedbackDirectives(FeedbackBook book) {
    this.book = book;
  }

  @Override
  public Reason badOne() {
    return Reason.BAD_FEEDBACK;
  }

  @Override
  public Optional<Complaint> check(String key, String value) {
    List<String> faults = new ArrayList<>();
    if (!FeedbackBook.isKey(key)) {
      faults.add("the key must be an incident's id or a fingerprint, as they are published");
    }
    FeedbackJson.read(value, faults::add);
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(new Complaint(0, String.join("\n", faults)));
  }

  @Override
  public void put(String key, String value) {
    FeedbackJson.read(value, fault -> {}).ifPresent(feedback -> book.put(key, feedback));
  }

  @Override
  public void remove(String key) {
    book.remove(key);
  }
}

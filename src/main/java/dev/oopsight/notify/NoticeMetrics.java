package dev.oopsight.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What becomes of notices to receivers of one form. */
final class NoticeMetrics {

  private final Counter delivered;
  private final Counter refused;
  private final Counter givenUp;
  private final Counter retries;

  NoticeMetrics(MeterRegistry meters, Receiver.Form form) {
    delivered = notices(meters, form, "delivered");
    refused = notices(meters, form, "refused");
    givenUp = notices(meters, form, "given_up");
    retries =
        Counter.builder("oopsight.notice.retries")
            .description("Requests with notices that are to be sent again")
            .tag("receiver", form.id())
            .register(meters);
  }

  private static Counter notices(MeterRegistry meters, Receiver.Form form, String outcome) {
    return Counter.builder("oopsight.notices")
        .description("Notices to receivers: requests that were taken or refused, alerts given up")
        .tag("receiver", form.id())
        .tag("outcome", outcome)
        .register(meters);
  }

  void ended(Sender.Result result) {
    (result.isTaken() ? delivered : refused).increment();
  }

  void gaveUp() {
    givenUp.increment();
  }

  void again() {
    retries.increment();
  }
}

package dev.oopsight.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.oopsight.embedded.SampleFleet;
import dev.oopsight.embedded.SampleRecord;
import dev.oopsight.query.StreamRoute;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A walk over the web page with a real browser, over the sample fleet. {@code -Dchromium=} names
 * the browser; without one there is nothing to walk with, which is said.
 */
class PageIT {

  private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
  private static final Map<String, String> NO_DOWNLOAD =
      Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

  private static EmbeddedSystem demo;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private Page page;

  @BeforeAll
  static void start() throws InterruptedException {
    assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM + "; -Dchromium=PATH");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    demo = EmbeddedSystem.start(0, 0);
    demo.send(SampleFleet.records());
    demo.awaitWorkedOff(Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() {
    if (demo != null) demo.close();
    if (playwright != null) playwright.close();
  }

  @BeforeEach
  void open() {
    page = browser.newPage();
    page.onConsoleMessage(m -> note(m.type(), m.text()));
    page.onPageError(complaints::add);
    page.onRequest(r -> note(r.url().startsWith(demo.url()) ? "" : "error", "asks " + r.url()));
    page.navigate(demo.url() + "/");
  }

  @AfterEach
  void close() {
    page.close();
  }

  private void note(String type, String text) {
    if (type.equals("error")) complaints.add(text);
  }

  @Test
  void leadsFromTheFleetOverAHostToAnIncidentAndItsFingerprint() {
    link("web1").first().click();
    shows("web1");
    assertThat(page.getByRole(AriaRole.REGION, named("Config changes")).textContent())
        .contains("sysctl:vm.min_free_kbytes", "11495", "65536");

    link("order-1 page allocation failure in tg3_alloc_rx_skb").last().click();
    shows("order-1 page allocation failure in tg3_alloc_rx_skb");
    assertThat(page.locator("li.guilty").first().textContent()).startsWith("tg3_alloc_rx_skb+0xc4");
    assertThat(page.locator("article").first().textContent())
        .contains("This kernel's slab allocator needs two pages in one piece");

    link("where else").click();
    PlaywrightAssertions.assertThat(page.locator("h2").first())
        .hasText("What its hosts have in common: too few hosts to tell");
    assertThat(complaints).isEmpty();
  }

  @Test
  void tellsWhatTheSilenceOfAHostMayMean() {
    Locator silent = page.getByRole(AriaRole.REGION, named("Heard longest ago"));
    PlaywrightAssertions.assertThat(silent.getByRole(AriaRole.ROW).filter(withText("web1")))
        .containsText("The host may live, and its lines be lost on their way medium");
    PlaywrightAssertions.assertThat(silent.getByRole(AriaRole.ROW).filter(withText("db1")))
        .containsText("Nothing that is known tells why");

    page.navigate(demo.url() + "/#/host/app1");
    shows("app1");
    PlaywrightAssertions.assertThat(page.locator("h2").first()).containsText("Silent for ");
    Locator likeliest = page.locator("article").first();
    assertThat(likeliest.textContent())
        .contains("nothing was heard of it after NULL pointer dereference")
        .contains("for, medium", "came 3 minutes before its last line", "kernel.panic was 0")
        .contains("ipmitool chassis power cycle", "what the memory holds is lost");
    likeliest.getByText("What would tell more").click();
    PlaywrightAssertions.assertThat(likeliest).containsText("what stands on its screen");
    page.getByText("What else it may mean").click();
    PlaywrightAssertions.assertThat(page.locator("main")).containsText("lost on their way");
    assertThat(complaints).isEmpty();
  }

  @Test
  void tellsTheConfigOfAMomentAndWhatIsNotTheSame() {
    page.navigate(demo.url() + "/#/host/web1");
    shows("web1");
    page.locator("#moment").fill("2009-06-25T03:12:01Z");
    page.getByRole(AriaRole.BUTTON, named("Show")).click();
    page.locator("#filter").fill("min_free");
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.REGION, exactly("Config")))
        .containsText("11495");

    page.locator("#other").fill("2009-06-26T00:00:00Z");
    page.getByRole(AriaRole.BUTTON, named("Compare")).click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.REGION, named("Differences")))
        .containsText("65536");

    page.locator("#other").fill("no-such-host");
    page.getByRole(AriaRole.BUTTON, named("Compare")).click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT)).containsText("no-such-host");
  }

  @Test
  void explainsAPastedLog() {
    link("Explain a log").click();
    shows("Explain a log");
    page.locator("#log").fill(String.join("\n", SeedLog.lines(100)));
    page.getByRole(AriaRole.BUTTON, named("Explain")).click();

    PlaywrightAssertions.assertThat(page.locator("article").first()).containsText("slab allocator");
    assertThat(page.locator("li.guilty").first().textContent()).contains("tg3_alloc_rx_skb");
    assertThat(complaints).isEmpty();
  }

  @Test
  void takesInWhatSomebodySaysOfAnIncident() {
    link("out-of-memory kill of report-gen").last().click();
    shows("out-of-memory kill of report-gen");
    page.getByText("What people say of it").click();
    page.locator("#by").fill("ann");
    page.locator("#note").fill("<b>known</b>");
    page.getByRole(AriaRole.BUTTON, named("Acknowledge")).click();

    PlaywrightAssertions.assertThat(page.locator("details").first())
        .containsText("Acknowledged by ann: <b>known</b>");
    assertThat(complaints).isEmpty();
  }

  @Test
  void showsStoredHtmlAsTextAndNeverRunsIt() throws InterruptedException {
    String host = "<img/src=x/onerror=alert(1)>";
    String title = "<img src=x onerror=alert(title)><script>alert(title)</script>";
    String line = "<0>[  100.000000] Kernel panic - not syncing: " + title;
    demo.send(
        List.of(
            new SampleRecord(
                SampleRecord.Input.LOGS,
                Optional.of(host),
                Map.of("host-id", host),
                line.getBytes(UTF_8),
                Instant.parse("2009-07-01T00:00:00Z"))));
    demo.awaitWorkedOff(Duration.ofSeconds(60));
    page.onDialog(
        dialog -> {
          complaints.add("it ran: " + dialog.message());
          dialog.dismiss();
        });

    page.navigate(demo.url() + "/#/host/" + encoded(host));
    shows(host);
    assertThat(page.locator("img, main script").count()).isZero();

    Locator incident =
        page.getByRole(AriaRole.LINK).filter(withText("onerror=alert(title)")).last();
    incident.click();
    PlaywrightAssertions.assertThat(page.locator("h1")).containsText("alert(title)");
    PlaywrightAssertions.assertThat(page.locator("main")).containsText(title);
    assertThat(page.locator("img, main script").count()).isZero();
    page.navigate(demo.url() + "/");
    PlaywrightAssertions.assertThat(page.locator("main")).containsText(host);
    assertThat(complaints).isEmpty();
  }

  @Test
  void showsWhatHappensAsItHappensThoughItWasRefusedAtFirst() throws InterruptedException {
    page.close();
    page = browser.newPage();
    AtomicInteger refused = new AtomicInteger();
    page.route(
        "**" + StreamRoute.PATH,
        route -> {
          if (refused.getAndIncrement() == 0) {
            route.fulfill(new Route.FulfillOptions().setStatus(503));
          } else {
            route.resume();
          }
        });
    page.waitForResponse(
        answer -> answer.url().endsWith(StreamRoute.PATH) && answer.status() == 200,
        () -> page.navigate(demo.url() + "/"));
    shows("Fleet");

    demo.send(
        List.of(
            new SampleRecord(
                SampleRecord.Input.LOGS,
                Optional.of("late1"),
                Map.of("host-id", "late1"),
                "<0>[  100.000000] Kernel panic - not syncing: late news".getBytes(UTF_8),
                Instant.parse("2024-11-13T00:00:00Z"))));

    // Without events it would be asked again after a minute.
    PlaywrightAssertions.assertThat(page.locator("main"))
        .containsText("late news", new ContainsTextOptions().setTimeout(30_000));
    assertThat(refused).hasValue(2);
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 390"})
  void keepsNobodyOut(ColorScheme colours, int width) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
    page.setViewportSize(width, 900);
    List<String> places =
        width < 500 ? List.of("/", "/host/app1") : List.of("/", "/host/app1", "/rules", "/explain");
    for (String place : places) {
      page.navigate(demo.url() + "/#" + place);
      page.locator("h1").waitFor();
      assertNobodyKeptOut(place);
    }
    page.navigate(demo.url() + "/#/host/db1");
    link("order-0 page allocation failure in try_fill_recv").last().click();
    shows("order-0 page allocation failure in try_fill_recv");
    assertNobodyKeptOut("incident");
    link("where else").click();
    page.getByText("One clean trace").waitFor();
    assertNobodyKeptOut("fingerprint");
    assertThat(complaints).isEmpty();
  }

  private void assertNobodyKeptOut(String where) {
    List<Rule> serious =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(v -> List.of("serious", "critical").contains(v.getImpact()))
                .toList();
    assertThat(serious).as(where).isEmpty();
    Object overflows =
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    assertThat(overflows).as("%s is wider than the screen", where).isEqualTo(false);
  }

  private void shows(String title) {
    PlaywrightAssertions.assertThat(page.locator("h1")).containsText(title);
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, exactly(name));
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name);
  }

  private static GetByRoleOptions exactly(String name) {
    return named(name).setExact(true);
  }
}

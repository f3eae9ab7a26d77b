// A platform in Java, over HTTP: files a case, follows it, and sends the supplement when that is asked for.
//
//   FACE=https://… TOKEN=… java Example.java submission.json supplement.json      (Java 17 or newer)
//
// With a library for JSON it reads more of what it is told; this needs nothing but Java.

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

public class Example {
  private static final String FACE = System.getenv("FACE");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  public static void main(String[] files) throws Exception {
    String submission = Files.readString(Path.of(files[0]));
    String supplement = Files.readString(Path.of(files[1]));
    System.out.println("收件 " + first("acceptance_number", said("/cases", submission)));
    String path = "/cases/" + first("id", submission);
    for (boolean isClosed = false, isMended = false; !isClosed; ) {
      try (Stream<String> lines = CLIENT.send(asked(path + "/watch").build(), BodyHandlers.ofLines()).body()) {
        String kind = "";
        for (Iterator<String> told = lines.iterator(); told.hasNext(); ) {
          String line = told.next();
          if (line.startsWith("event:")) kind = line.substring(6).strip();
          if (!line.startsWith("data:")) continue;
          if (kind.equals("Problem")) throw new IllegalStateException(first("detail", line));
          String stage = first("stage", line);
          System.out.println(stage);
          if (stage.equals("correction") && !isMended) {
            System.out.println("须补正 " + first("mend", line));
            isMended = said(path + "/supplement", supplement).contains("\"accepted\":true");
          }
          isClosed = stage.equals("closed");
        }
      } catch (java.io.UncheckedIOException | IOException broken) { // asked for again, it goes on with what there is now
        Thread.sleep(1000);
      }
    }
  }

  /** A command carries an id of its own: sent twice, it is carried out once. */
  private static String said(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        asked(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 == 2) return answer.body();
    throw new IllegalStateException(first("type", answer.body()) + ": " + first("detail", answer.body()));
  }

  private static HttpRequest.Builder asked(String path) {
    return HttpRequest.newBuilder(URI.create(FACE + path)).header("Authorization", "Bearer " + System.getenv("TOKEN"));
  }

  private static String first(String field, String json) {
    var found = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }
}

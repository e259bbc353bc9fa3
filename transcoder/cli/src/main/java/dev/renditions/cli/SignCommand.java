package dev.renditions.cli;

import dev.renditions.api.link.LinkTerms;
import dev.renditions.cli.display.Terminal;
import dev.renditions.config.Setting;
import dev.renditions.config.SettingsException;
import dev.renditions.config.SettingsReader;
import dev.renditions.http.access.Signature;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.support.MalformedPathException;
import dev.renditions.support.UrlPath;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a link to the on-demand API. Sends no request. */
@Command(
        name = "sign",
        description =
                "Signs a link to the on-demand API with one of the signing keys, and writes it to standard output.",
        footer = {
            "",
            "Example:",
            "  renditions sign https://media.example/v1/renditions/poster/uploads/holiday.mp4 --expires 30m"
        })
final class SignCommand extends SettingsCommand {
    private static final Pattern URL = Pattern.compile("(https?://[^/?#\\s]+)?(/[^?#]*)(\\?[^#]*)?");

    private final Clock clock;

    @Parameters(index = "0", paramLabel = "URL|PATH", description = "what to sign; a path begins with a slash")
    private String link = "";

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "how long the link works, such as 90s, 30m or 2h; 168h at most (default: ${DEFAULT-VALUE})")
    private String expires = "1h";

    @Option(names = "--key", paramLabel = "ID", description = "the id of the key (default: the first key)")
    private String key = "";

    SignCommand(Terminal terminal, Map<String, String> environment) {
        this(terminal, environment, Clock.systemUTC());
    }

    SignCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        super(terminal, environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SigningKeys keys = settings()
                .requests()
                .signingKeys()
                .orElseThrow(() -> mistake("no signing keys are configured; set " + Setting.SIGNING_KEYS.variable()
                        + " to ID:SECRET, where SECRET is the output"
                        + " of `openssl rand -base64 32 | tr '+/' '-_'`"));
        Matcher parts = URL.matcher(link);
        if (!parts.matches()) {
            throw mistake(
                    "'" + link + "' can't be signed; give a path that begins with a slash, or http(s)://HOST/PATH,"
                            + " without a fragment");
        }
        String query = parts.group(3) == null ? "" : parts.group(3).substring(1);
        checkQuery(query);
        UrlPath path = path(parts.group(2));
        String signed = sign(keys, path).query();
        String server = parts.group(1) == null ? "" : parts.group(1);
        terminal().out().println(server + path.canonical() + "?" + (query.isEmpty() ? "" : query + "&") + signed);
        return 0;
    }

    private Signature sign(SigningKeys keys, UrlPath path) {
        try {
            Duration lifetime = SettingsReader.duration(expires);
            if (lifetime.compareTo(LinkTerms.LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "'" + expires + "' is too long; the maximum is " + LinkTerms.LONGEST.toHours() + "h");
            }
            return key.isEmpty()
                    ? keys.sign(path, clock.instant().plus(lifetime))
                    : keys.sign(path, clock.instant().plus(lifetime), key);
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    private static UrlPath path(String text) {
        try {
            return UrlPath.parse(escaped(text));
        } catch (MalformedPathException e) {
            throw mistake("'" + text + "' can't be signed: " + e.getMessage());
        }
    }

    /** Percent-encodes the characters of a typed path that a URL can't contain, such as spaces and umlauts. */
    private static String escaped(String text) {
        StringBuilder path = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            path.append(b > 0x20 && b < 0x7f ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return path.toString();
    }

    private static void checkQuery(String query) {
        Stream.of(query.split("&", -1))
                .map(parameter -> parameter.replaceFirst("=.*", ""))
                .filter(Signature::owns)
                .findFirst()
                .ifPresent(name -> {
                    throw mistake("the link already has the parameter '" + name + "'; remove the old signature");
                });
    }

    private static SettingsException mistake(String sentence) {
        return new SettingsException(List.of(sentence));
    }
}

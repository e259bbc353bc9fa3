package dev.renditions.http.server;

import dev.renditions.http.ApiException;
import dev.renditions.http.ApiRequest;
import dev.renditions.http.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps pages of other servers, in a browser on this machine, from using a server that trusts whoever reaches it: by a name
 * of their own that leads here (DNS rebinding), or by sending something across. Immutable.
 *
 * @param loopback whether the server can be reached from this machine alone, under its usual names
 */
record BrowserRules(boolean loopback) {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:(\\d{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /**
     * Checks that the request was meant for this server.
     *
     * @param scheme the scheme of its target
     * @param target the host in its target, with the port if it is not the usual one
     * @param port which this server listens on
     * @throws ApiException as 400 or 403 if it was not
     */
    void check(ApiRequest request, String scheme, String target, int port) {
        if (!scheme.equalsIgnoreCase("http")) {
            throw new ApiException(Problem.of(400, "this server speaks http alone"));
        }
        String host = request.header("host").orElse("");
        if (loopback && !(isHere(host, port) && isHere(target, port))) {
            throw new ApiException(Problem.of(403, "this server answers to localhost:" + port + " alone"));
        }
        if (!READING.contains(request.method())) {
            checkSender(request, host);
        }
    }

    private static void checkSender(ApiRequest request, String host) {
        Optional<String> origin = request.header("origin");
        // A proxy in front may speak TLS with the browser.
        boolean foreign = origin.isPresent()
                && !origin.get().equalsIgnoreCase("http://" + host)
                && !origin.get().equalsIgnoreCase("https://" + host);
        if (foreign
                || request.header("sec-fetch-site").filter("cross-site"::equals).isPresent()) {
            throw new ApiException(Problem.of(403, "pages of other servers may not send anything here"));
        }
    }

    private static boolean isHere(String authority, int port) {
        Matcher parts = HOST.matcher(authority.toLowerCase(Locale.ROOT));
        if (!parts.matches() || !LOOPBACK.matcher(parts.group(1)).matches()) {
            return false;
        }
        int said = parts.group(3) == null ? 80 : Integer.parseInt(parts.group(3));
        return said == port;
    }
}

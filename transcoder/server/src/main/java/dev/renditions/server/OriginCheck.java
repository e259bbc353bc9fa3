package dev.renditions.server;

import dev.renditions.http.message.ApiException;
import dev.renditions.http.message.ApiRequest;
import dev.renditions.http.message.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps web pages of other servers from using this one through a user's browser: by a name of their own that leads here (DNS
 * rebinding), by sending something across (CSRF), or, where no signature in the address is needed, by reading or embedding
 * what is here, or having it made. A page of another port of this machine is another server's, too. Immutable.
 *
 * @param loopback whether the server can be reached from this machine alone, under its usual names
 * @param origins the pages of other servers that may read all the same (CORS); {@code *} has no effect here
 */
record OriginCheck(boolean loopback, Set<String> origins) {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:(\\d{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /** The two values of {@code Sec-Fetch-Site} of another server's page; a user's own doing is {@code none}. */
    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

    private static final String PAGE = "/";

    /**
     * Checks that the request was meant for this server.
     *
     * @param scheme the scheme of its target
     * @param target the host in its target, with the port if it is not the usual one
     * @param port which this server listens on
     * @param trusted whether it passes by what a browser sends by itself
     * @throws ApiException as 400 or 403 if it was not
     */
    void check(ApiRequest request, String scheme, String target, int port, boolean trusted) {
        if (!scheme.equalsIgnoreCase("http")) {
            throw new ApiException(Problem.of(400, "this server speaks http alone"));
        }
        String host = request.header("host").orElse("");
        if (loopback && !(isHere(host, port) && isHere(target, port))) {
            throw new ApiException(Problem.of(403, "this server answers to localhost:" + port + " alone"));
        }
        if (isForeign(request, host)) {
            checkForeign(request, trusted);
        }
    }

    /** Whether a page of another server sends it. Old browsers send no {@code Sec-Fetch-Site}, programs neither header. */
    private static boolean isForeign(ApiRequest request, String host) {
        Optional<String> origin = request.header("origin");
        // A proxy in front may speak TLS with the browser.
        boolean otherOrigin = origin.isPresent()
                && !origin.get().equalsIgnoreCase("http://" + host)
                && !origin.get().equalsIgnoreCase("https://" + host);
        return otherOrigin
                || request.header("sec-fetch-site")
                        .filter(OTHER_SITES::contains)
                        .isPresent();
    }

    private void checkForeign(ApiRequest request, boolean trusted) {
        if (!READING.contains(request.method())) {
            throw new ApiException(Problem.of(403, "pages of other servers may not send anything here"));
        }
        boolean allowed = request.header("origin").filter(origins::contains).isPresent();
        if (trusted && !allowed && !opensThePage(request)) {
            throw new ApiException(Problem.of(403, "pages of other servers may not read anything here"));
        }
    }

    /** A link to the page, which a user follows to a window of its own. */
    private static boolean opensThePage(ApiRequest request) {
        return request.path().equals(PAGE)
                && request.header("origin").isEmpty()
                && request.header("sec-fetch-mode").filter("navigate"::equals).isPresent()
                && request.header("sec-fetch-dest").filter("document"::equals).isPresent();
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

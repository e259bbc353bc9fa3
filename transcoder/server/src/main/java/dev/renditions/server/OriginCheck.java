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
 * Keeps web pages of other servers from using this one through a user's browser: by a host name that resolves to this
 * machine (DNS rebinding), by cross-site requests (CSRF), or, for requests that need no signature in the address, by
 * reading or embedding resources or starting encodes. A page on another port of this machine counts as another
 * server's. Immutable.
 *
 * @param loopback whether the server can be reached only from this machine, under its usual names
 * @param origins the origins of other servers whose pages may read responses (CORS); {@code *} has no effect here
 */
record OriginCheck(boolean loopback, Set<String> origins) {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:(\\d{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /**
     * The values of {@code Sec-Fetch-Site} for pages of other servers; for the user's own navigation it is
     * {@code none}.
     */
    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

    private static final String PAGE = "/";

    /**
     * Checks that a request was meant for this server.
     *
     * @param scheme the scheme of its target
     * @param target the host in its target, with the port if it is not the default
     * @param port the port that this server listens on
     * @param trusted whether the request is admitted by what browsers send on their own
     * @throws ApiException as 400 or 403 if it was not
     */
    void check(ApiRequest request, String scheme, String target, int port, boolean trusted) {
        if (!scheme.equalsIgnoreCase("http")) {
            throw new ApiException(Problem.of(400, "this server supports only the scheme http"));
        }
        String host = request.header("host").orElse("");
        if (loopback && !(isHere(host, port) && isHere(target, port))) {
            throw new ApiException(Problem.of(403, "this server accepts requests only for localhost:" + port));
        }
        if (isForeign(request, host)) {
            checkForeign(request, trusted);
        }
    }

    /**
     * Whether a page of another server sent the request. Old browsers send no {@code Sec-Fetch-Site}, programs neither
     * header.
     */
    private static boolean isForeign(ApiRequest request, String host) {
        Optional<String> origin = request.header("origin");
        // The scheme is ignored, since a reverse proxy may use TLS with the browser.
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
            throw new ApiException(Problem.of(403, "pages of other servers may not send requests of this kind"));
        }
        boolean allowed = request.header("origin").filter(origins::contains).isPresent();
        if (trusted && !allowed && !opensThePage(request)) {
            throw new ApiException(Problem.of(403, "pages of other servers may not read responses of this server"));
        }
    }

    /** A link to the page that a user follows; it opens as a page of its own. */
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
        int sentPort = parts.group(3) == null ? 80 : Integer.parseInt(parts.group(3));
        return sentPort == port;
    }
}

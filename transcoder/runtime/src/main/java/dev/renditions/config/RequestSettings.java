package dev.renditions.config;

import dev.renditions.api.SourceRights;
import dev.renditions.api.link.LinkTerms;
import dev.renditions.http.access.AccessPolicy;
import dev.renditions.http.access.AllowAll;
import dev.renditions.http.access.AllowedSources;
import dev.renditions.http.access.GuardedSources;
import dev.renditions.http.access.RateLimit;
import dev.renditions.http.access.RequestAccessPolicy;
import dev.renditions.http.access.RetryLimit;
import dev.renditions.http.access.SigningKeys;
import dev.renditions.index.Counters;
import dev.renditions.index.Permissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Access to the API over HTTP: who may request what, and how often; validated. Immutable.
 *
 * @param signingKeys keys for signed links; absent without signed links
 * @param allowed the sources that every caller may request; empty by default
 * @param guarded the sources that only callers with a permission of their own may request
 * @param rate the rate limit of each caller; absent for no limit
 * @param onOutage what happens while the index can't count
 * @param linkLifetime how long a link to a rendition works, at most the seven days of S3
 * @param corsOrigins the origins whose pages may read responses, as browsers send them, or {@code *} alone; may be
 *     empty
 * @param maxWait how long a request may wait for a rendition
 */
public record RequestSettings(
        Optional<SigningKeys> signingKeys,
        AllowedSources allowed,
        AllowedSources guarded,
        Optional<RateSetting> rate,
        RateLimit.OnOutage onOutage,
        Duration linkLifetime,
        List<String> corsOrigins,
        Duration maxWait) {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Pattern ORIGIN =
            Pattern.compile("https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:\\d{1,5})?");

    static RequestSettings read(SettingsReader reader) {
        return new RequestSettings(
                reader.secret(Setting.SIGNING_KEYS, SigningKeys::parse),
                reader.read(Setting.ALLOWED_SOURCES, AllowedSources::parse, AllowedSources.none()),
                reader.read(Setting.GUARDED_SOURCES, AllowedSources::parse, AllowedSources.none()),
                reader.optional(Setting.RATE_LIMIT, RateSetting::parse),
                reader.read(Setting.RATE_LIMIT_ON_OUTAGE, RequestSettings::onOutage, RateLimit.OnOutage.PASS),
                reader.read(Setting.LINK_LIFETIME, text -> atMost(text, LinkTerms.LONGEST), LinkTerms.LONGEST),
                reader.read(Setting.CORS_ORIGINS, RequestSettings::origins, List.of()),
                reader.read(Setting.MAX_WAIT, text -> atMost(text, LONGEST_WAIT), LONGEST_WAIT));
    }

    /**
     * The access policy for callers with a signed link, or that AWS has authenticated.
     *
     * @param counters counts calls and retries
     * @param permissions caches permissions
     * @param rights checks permissions with AWS
     * @param clock for the expiry of links and windows; the index's own
     */
    public AccessPolicy gate(Counters counters, Permissions permissions, SourceRights rights, Clock clock) {
        return RequestAccessPolicy.of(
                signingKeys,
                limit(counters, clock),
                new RetryLimit(counters, clock),
                allowed,
                guards(permissions, rights),
                clock);
    }

    /**
     * The access policy of the local server. With keys, callers need a signed link to a resource or to the page;
     * without keys everybody is admitted, since then only this machine can connect. The parameters are those of
     * {@link #gate}.
     */
    public AccessPolicy localGate(Counters counters, Permissions permissions, SourceRights rights, Clock clock) {
        return signingKeys
                .<AccessPolicy>map(keys -> RequestAccessPolicy.ofPage(
                        keys,
                        limit(counters, clock),
                        new RetryLimit(counters, clock),
                        allowed,
                        guards(permissions, rights),
                        clock))
                .orElseGet(() -> new AllowAll(limit(counters, clock), allowed, guards(permissions, rights)));
    }

    /** The same settings with all of one more bucket allowed. */
    public RequestSettings allowing(String bucket) {
        return new RequestSettings(
                signingKeys, allowed.with(bucket), guarded, rate, onOutage, linkLifetime, corsOrigins, maxWait);
    }

    private Optional<RateLimit> limit(Counters counters, Clock clock) {
        return rate.map(r -> new RateLimit(counters, r.calls(), r.window(), onOutage, clock));
    }

    private GuardedSources guards(Permissions permissions, SourceRights rights) {
        return new GuardedSources(guarded, rights, permissions);
    }

    private static RateLimit.OnOutage onOutage(String text) {
        return switch (text) {
            case "pass" -> RateLimit.OnOutage.PASS;
            case "refuse" -> RateLimit.OnOutage.REFUSE;
            default -> throw new IllegalArgumentException("'" + text + "' is neither pass nor refuse");
        };
    }

    private static Duration atMost(String text, Duration longest) {
        Duration duration = SettingsReader.duration(text);
        if (duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long; the maximum is "
                    + (longest.toHours() > 0 ? longest.toHours() + "h" : longest.toMinutes() + "m"));
        }
        return duration;
    }

    private static List<String> origins(String text) {
        List<String> origins = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(o -> !o.isEmpty())
                .distinct()
                .toList();
        if (origins.contains("*") && origins.size() > 1) {
            throw new IllegalArgumentException("'*' means all origins; write it alone");
        }
        List<String> bad = origins.stream()
                .filter(o -> !o.equals("*") && !ORIGIN.matcher(o).matches())
                .map(o -> "'" + o + "'")
                .toList();
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", bad)
                    + " is not an origin; write https://HOST or https://HOST:PORT in lower case, without a path");
        }
        return origins;
    }
}

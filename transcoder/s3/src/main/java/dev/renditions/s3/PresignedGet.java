package dev.renditions.s3;

import dev.renditions.api.SourceName;
import dev.renditions.support.UrlPath;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Reads URLs from outside that are said to be presigned {@code GET}s of an object. What is asked is put together anew from
 * the parts that were checked, so that nobody reads the URL otherwise than it was read here. Immutable.
 *
 * @param scheme how S3 is spoken to
 * @param host the names that S3 has, without a bucket in front; with the port, if there is one
 */
record PresignedGet(String scheme, Pattern host) {
    private static final int LONGEST = 8192;
    private static final Pattern URL =
            Pattern.compile("(https?)://([A-Za-z0-9.:\\[\\]-]+)(/[^?#]*)\\?([A-Za-z0-9._~%=&/+-]+)");
    /** Java's own message about one would quote the URL. */
    private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Set<String> NEEDED = Set.of(
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-expires",
            "x-amz-signedheaders",
            "x-amz-signature");
    /** What SDKs add. Everything else might ask for something else, such as an old version that has other rights. */
    private static final Set<String> HARMLESS =
            Set.of("x-amz-security-token", "x-amz-content-sha256", "x-amz-checksum-mode", "x-id");

    private static final String OPERATION = "GetObject";

    /** URLs of one S3 that is not AWS's own, or an emulator. */
    static PresignedGet atEndpoint(URI endpoint) {
        return new PresignedGet(
                endpoint.getScheme(),
                Pattern.compile(Pattern.quote(endpoint.getAuthority().toLowerCase(Locale.ROOT))));
    }

    /** URLs of the S3 in all regions of a partition of AWS, that of most users or that of China, say. */
    static PresignedGet inPartitionOf(Region region) {
        PartitionMetadata partition = PartitionMetadata.of(region);
        String regions = partition.regionRegex().replaceAll("^\\^|\\$$", "");
        String regional = "s3(-fips)?(\\.dualstack)?\\.(" + regions + ")\\." + Pattern.quote(partition.dnsSuffix());
        // The oldest of all names belongs to one partition, though others have its suffix, too.
        String global = partition.id().equals("aws") ? "|s3\\.amazonaws\\.com" : "";
        return new PresignedGet("https", Pattern.compile("(" + regional + global + ")"));
    }

    /**
     * What to ask S3.
     *
     * @throws IllegalArgumentException with a sentence that repeats nothing of the URL, if it is not of that object, not in
     *     S3, or not presigned
     */
    URI check(String url, SourceName source) {
        Matcher parts = URL.matcher(url);
        if (url.length() > LONGEST
                || !parts.matches()
                || HALF_ESCAPE.matcher(parts.group(4)).find()) {
            throw new IllegalArgumentException("that is no presigned URL");
        }
        String authority = parts.group(2).toLowerCase(Locale.ROOT);
        Optional<String> folder = folder(authority, source);
        if (!parts.group(1).equals(scheme) || folder.isEmpty()) {
            throw new IllegalArgumentException("that URL does not lead to the bucket in S3; sign one of "
                    + "https://BUCKET.s3.REGION.amazonaws.com/KEY or https://s3.REGION.amazonaws.com/BUCKET/KEY");
        }
        List<String> path =
                Stream.of((folder.get() + source.key()).split("/", -1)).toList();
        if (!UrlPath.parse(parts.group(3)).segments().equals(path)) {
            throw new IllegalArgumentException("that URL is of another object");
        }
        checkQuery(parts.group(4));
        return URI.create(scheme + "://" + authority + new UrlPath(path).canonical() + "?" + parts.group(4));
    }

    /** What stands before the key in the path: nothing where the bucket is in the host's name. Absent if this is not S3. */
    private Optional<String> folder(String authority, SourceName source) {
        if (host.matcher(authority).matches()) {
            return Optional.of(source.bucket() + "/");
        }
        String inFront = source.bucket() + ".";
        boolean virtual = authority.startsWith(inFront)
                && host.matcher(authority.substring(inFront.length())).matches();
        return virtual ? Optional.of("") : Optional.empty();
    }

    private static void checkQuery(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
            if (!NEEDED.contains(name) && !HARMLESS.contains(name)) {
                throw new IllegalArgumentException("that URL has a parameter that a presigned GET does not need");
            }
            if (parameters.put(name, parameter.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("that URL says '" + name + "' twice");
            }
        }
        String missing = NEEDED.stream()
                .filter(name -> !parameters.containsKey(name))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("that URL is not presigned by Signature Version 4: it lacks " + missing);
        }
        // Named by some SDKs. Another method's signature would be refused by S3, in words that say less.
        if (!parameters.getOrDefault("x-id", OPERATION).equals(OPERATION)) {
            throw new IllegalArgumentException(
                    "that URL is not a presigned GET (GetObject); a presigned HEAD is not enough");
        }
        if (!"AWS4-HMAC-SHA256".equals(parameters.get("x-amz-algorithm"))
                || !"host".equals(parameters.get("x-amz-signedheaders"))) {
            throw new IllegalArgumentException(
                    "that URL is not presigned by AWS4-HMAC-SHA256 over the header 'host' alone");
        }
    }
}

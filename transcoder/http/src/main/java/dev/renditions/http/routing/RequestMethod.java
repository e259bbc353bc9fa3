package dev.renditions.http.routing;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The HTTP methods that a route may take, in alphabetical order. Every other method is refused with 405. */
public enum RequestMethod {
    DELETE,
    GET,
    HEAD,
    OPTIONS,
    PUT;

    /** The method of a request line; methods are case-sensitive (RFC 9110, 9.1). */
    static Optional<RequestMethod> of(String name) {
        return Stream.of(values()).filter(method -> method.name().equals(name)).findFirst();
    }

    /** The value of an {@code Allow} header. */
    static String allow(Collection<RequestMethod> methods) {
        return methods.stream().sorted().map(RequestMethod::name).collect(Collectors.joining(", "));
    }
}

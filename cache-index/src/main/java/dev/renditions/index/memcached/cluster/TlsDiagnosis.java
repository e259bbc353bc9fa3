package dev.renditions.index.memcached.cluster;

import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Explains TLS failures by the types of their exceptions, since their messages differ between runtimes. */
final class TlsDiagnosis {
    private TlsDiagnosis() {}

    /** A message about the server with this name; a failure other than TLS keeps its own message. */
    static String sentence(IOException e, String host) {
        if (!(e instanceof SSLException)) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
        if (has(e, CertificateExpiredException.class)) {
            return "its certificate has expired";
        }
        // An untrusted certificate chain is detected before the host name is checked.
        if (has(e, CertPathBuilderException.class) || has(e, CertPathValidatorException.class)) {
            return "its certificate is not signed by a trusted authority";
        }
        if (has(e, CertificateException.class)) {
            return "its certificate is not for the name '" + host + "'";
        }
        if (has(e, EOFException.class)) {
            return "it closed the connection during the TLS handshake; if it does not use TLS, write memcached://";
        }
        if (e instanceof SSLHandshakeException) {
            return "the TLS handshake failed: " + e.getMessage();
        }
        return "it does not answer with TLS: " + e.getMessage() + "; if it does not use TLS, write memcached://";
    }

    private static boolean has(Throwable e, Class<? extends Throwable> kind) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(kind::isInstance);
    }
}

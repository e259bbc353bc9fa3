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

/** What TLS failed by, told from the kinds of its exceptions: their texts differ between runtimes. */
final class TlsDiagnosis {
    private TlsDiagnosis() {}

    /** A sentence about the server of this name; other failures than those of TLS have their own. */
    static String sentence(IOException e, String host) {
        if (!(e instanceof SSLException)) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
        if (has(e, CertificateExpiredException.class)) {
            return "its certificate has expired";
        }
        // A chain of certificates that leads nowhere is found before the name is looked at.
        if (has(e, CertPathBuilderException.class) || has(e, CertPathValidatorException.class)) {
            return "its certificate is not trusted: no authority that is trusted here signed it";
        }
        if (has(e, CertificateException.class)) {
            return "its certificate is not for the name '" + host + "'";
        }
        if (has(e, EOFException.class)) {
            return "it hung up when TLS was asked for; if it speaks without TLS, write memcached://";
        }
        if (e instanceof SSLHandshakeException) {
            return "TLS was not agreed on: " + e.getMessage();
        }
        return "it does not speak TLS: " + e.getMessage() + "; if it speaks without, write memcached://";
    }

    private static boolean has(Throwable e, Class<? extends Throwable> kind) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(kind::isInstance);
    }
}

package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.QuotedText;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Tls;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Webhook;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for destinations of notifications, as the agent's file and the operator's configuration have them. */
public final class NotificationRules {
    private static final int MAX_TEXT = 1024;
    private static final String EXAMPLE_URL = "https://hooks.example.org/virtualip";
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_-]{1,63})*\\.?");
    private static final Pattern MAIL_ADDRESS = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}" + "@([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[A-Za-z0-9:.]{2,64}])");

    private final Problems problems;
    private final FieldRules fields;

    NotificationRules(Problems problems) {
        this.problems = problems;
        this.fields = new FieldRules(problems);
    }

    /**
     * The problems of destinations, at most 100.
     *
     * @param path where the list is in its document
     * @param unreadable the places that could not be read, about which nothing is said
     */
    public static List<Problem> check(List<Notification> notifications, String path, Set<String> unreadable) {
        Problems problems = new Problems(unreadable);
        new NotificationRules(problems).check(notifications, path);
        return problems.list();
    }

    void check(List<Notification> notifications, String path) {
        problems.requireSize(notifications, VRRPRouterSpec.MAX_NOTIFICATIONS, path);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < Math.min(notifications.size(), VRRPRouterSpec.MAX_NOTIFICATIONS); i++) {
            String place = path + "[" + i + "]";
            Notification notification = notifications.get(i);
            checkName(notification.name(), place + ".name", names);
            checkKind(notification, place);
        }
    }

    private void checkName(@Nullable String name, String path, Set<String> names) {
        if (name == null) {
            problems.add(path, "missing; give the destination a name such as admins");
            return;
        }
        fields.name(name, path);
        problems.require(names.add(name), path, QuotedText.of(name) + " is used twice; rename one");
    }

    private void checkKind(Notification notification, String path) {
        Mail mail = notification.mail();
        Webhook webhook = notification.webhook();
        boolean readable = problems.sound(path + ".mail") && problems.sound(path + ".webhook");
        problems.require(
                !readable || (mail == null) != (webhook == null),
                path,
                mail == null ? "give mail or webhook" : "has mail and webhook; make two destinations of it");
        if (mail != null) {
            checkMail(mail, path + ".mail");
        }
        if (webhook != null) {
            checkWebhook(webhook, path + ".webhook");
        }
    }

    private void checkMail(Mail mail, String path) {
        checkServer(mail.server(), path + ".server");
        problems.requireRange(mail.portOrDefault(), 1, 65535, path + ".port");
        problems.requireDuration(mail.connectTimeoutOrDefault(), "1s", "60s", path + ".connectTimeout");
        if (mail.from() == null) {
            problems.add(path + ".from", "missing; give the sender's address, such as lb@example.org");
        } else {
            checkMailAddress(mail.from(), path + ".from");
        }
        problems.require(!mail.to().isEmpty(), path + ".to", "missing; give the recipients, such as [ops@example.org]");
        problems.requireSize(mail.to(), Mail.MAX_RECIPIENTS, path + ".to");
        Set<String> recipients = new HashSet<>();
        for (int i = 0; i < Math.min(mail.to().size(), Mail.MAX_RECIPIENTS); i++) {
            String recipient = mail.to().get(i);
            checkMailAddress(recipient, path + ".to[" + i + "]");
            boolean first = recipients.add(recipient.toLowerCase(Locale.ROOT));
            problems.require(first, path + ".to[" + i + "]", QuotedText.of(recipient) + " is given twice; remove one");
        }
        checkText(mail.caFile(), path + ".caFile");
        problems.require(
                mail.caFile() == null || mail.tlsOrDefault() != Tls.NONE,
                path + ".caFile",
                "has no effect with tls None; use StartTLS or TLS, or remove it");
        checkLogin(mail, path);
    }

    private void checkServer(@Nullable String server, String path) {
        if (server == null) {
            problems.add(path, "missing; give the mail server's host name or address");
        } else if (address(server) == null) {
            problems.require(
                    HOST_NAME.matcher(server).matches(),
                    path,
                    QuotedText.of(server)
                            + " is not a host name or an address; write for example mail.example.org, and the"
                            + " port as port");
        }
    }

    private void checkMailAddress(String address, String path) {
        problems.require(
                MAIL_ADDRESS.matcher(address).matches(),
                path,
                QuotedText.of(address) + " is not a mail address; write one such as ops@example.org, without a name");
    }

    private void checkLogin(Mail mail, String path) {
        boolean user = mail.user() != null;
        boolean password = mail.passwordFile() != null;
        problems.require(
                !user || password, path + ".passwordFile", "missing; user needs the file that holds the password");
        problems.require(user || !password, path + ".user", "missing; passwordFile needs the name to log in with");
        checkText(mail.user(), path + ".user");
        checkText(mail.passwordFile(), path + ".passwordFile");
        problems.require(
                !user || mail.tlsOrDefault() != Tls.NONE || isLoopback(mail.server()),
                path + ".tls",
                "None would send the password unencrypted; use StartTLS or TLS, or remove user and passwordFile");
    }

    private void checkText(@Nullable String text, String path) {
        problems.require(
                text == null
                        || (!text.isBlank()
                                && text.length() <= MAX_TEXT
                                && text.chars().noneMatch(Character::isISOControl)),
                path,
                "is empty, too long, or contains control characters; correct it");
    }

    private void checkWebhook(Webhook webhook, String path) {
        checkText(webhook.signingKeyFile(), path + ".signingKeyFile");
        checkText(webhook.caFile(), path + ".caFile");
        String url = webhook.url();
        if (url == null) {
            problems.add(path + ".url", "missing; give the URL to send to, such as " + EXAMPLE_URL);
            return;
        }
        String objection = objection(url);
        // The URL may hold a secret and is not repeated.
        problems.require(objection == null, path + ".url", objection + "; write for example " + EXAMPLE_URL);
    }

    private static @Nullable String objection(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException _) {
            return "is not a URL";
        }
        String scheme = url.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            return "is not a URL of http or https";
        }
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65535) {
            return "has no valid host and port";
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return "contains a login or a fragment, which are not sent; remove it";
        }
        return text.length() > MAX_TEXT * 2 ? "is too long" : null;
    }

    private static boolean isLoopback(@Nullable String server) {
        InetAddress address = server == null ? null : address(server);
        return "localhost".equals(server) || (address != null && address.isLoopbackAddress());
    }

    private static @Nullable InetAddress address(String text) {
        try {
            return AddressText.parse(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}

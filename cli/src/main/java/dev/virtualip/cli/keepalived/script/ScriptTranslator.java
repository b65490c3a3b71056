package dev.virtualip.cli.keepalived.script;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Translates the command of a {@code vrrp_script}. A plain {@code curl} or {@code nc} becomes a check by HTTP or TCP;
 * anything else, with {@code pidof}, {@code pgrep} and {@code killall -0}, stays a command.
 */
public final class ScriptTranslator {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern DEV_TCP = Pattern.compile("</dev/tcp/([^/\\s]+)/(\\d{1,5})");
    private static final Pattern SHELL = Pattern.compile("[|&;<>$`]");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");
    private static final Pattern HOST_HEADER = Pattern.compile("(?i)host:\\s*([A-Za-z0-9._-]+)");
    private static final int MAX_PORT = 65535;

    private final List<String> words;
    private int next = 1;

    private ScriptTranslator(List<String> words) {
        this.words = words;
    }

    /**
     * Subject of the check that a script makes.
     *
     * @param target the check with its http, tcp or command alone
     * @param timeoutMillis the time limit that the script sets itself; null: none
     * @param remark what differs from the script; null: nothing
     */
    public record ScriptCheck(
            HealthCheck target,
            @Nullable Long timeoutMillis,
            @Nullable String remark) {}

    /**
     * Translates a command line.
     *
     * @param text the command line as keepalived has it
     * @param user the user that runs it; null: the user of the agent
     */
    public static ScriptCheck translate(String text, @Nullable String user) {
        Matcher devTcp = DEV_TCP.matcher(text.strip());
        HealthCheck tcp = devTcp.matches() ? tcp(devTcp.group(1), devTcp.group(2)) : null;
        if (tcp != null) {
            return new ScriptCheck(tcp, null, null);
        }
        List<String> words =
                WORD.matcher(text).results().map(ScriptTranslator::unquoted).toList();
        boolean shell = SHELL.matcher(text).find();
        ScriptTranslator translator = new ScriptTranslator(words);
        return (shell ? Optional.<ScriptCheck>empty() : translator.plain())
                .orElseGet(() -> new ScriptCheck(
                        of(null, null, new HealthCheck.Command(words, user)),
                        null,
                        shell
                                ? "no shell runs it, as in keepalived, but it has shell characters: put it into a file"
                                : null));
    }

    private static String unquoted(MatchResult word) {
        return word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
    }

    private Optional<ScriptCheck> plain() {
        String program = words.isEmpty() ? "" : words.getFirst().replaceFirst("^/(usr/)?s?bin/", "");
        return switch (program) {
            case "curl" -> curl();
            case "nc" -> netcat();
            default -> Optional.empty();
        };
    }

    private @Nullable String argument() {
        return next < words.size() ? words.get(next++) : null;
    }

    /** Only with options that a check has too. */
    private Optional<ScriptCheck> curl() {
        boolean fails = false;
        boolean verify = true;
        Long timeout = null;
        String hostHeader = null;
        String url = null;
        for (String word = argument(); word != null; word = argument()) {
            switch (word) {
                case "-f", "--fail" -> fails = true;
                case "-k", "--insecure" -> verify = false;
                case "-s", "--silent", "-S", "--show-error" -> {}
                case "-sS", "-Ss" -> {}
                case "-sf", "-fs", "-fsS", "-sfS", "-sSf", "-Ssf", "-fSs", "-Sfs" -> fails = true;
                case "-fk", "-kf", "-sfk", "-fsk", "-skf", "-ksf", "-kfs", "-fks" -> {
                    fails = true;
                    verify = false;
                }
                case "-sk", "-ks" -> verify = false;
                case "-o", "--output" -> {
                    if (!"/dev/null".equals(argument())) {
                        return Optional.empty();
                    }
                }
                case "-m", "--max-time" -> {
                    timeout = millis(argument());
                    if (timeout == null) {
                        return Optional.empty();
                    }
                }
                case "-H", "--header" -> {
                    Matcher header = HOST_HEADER.matcher(String.valueOf(argument()));
                    if (!header.matches()) {
                        return Optional.empty();
                    }
                    hostHeader = header.group(1);
                }
                default -> {
                    if (word.startsWith("-") || url != null) {
                        return Optional.empty();
                    }
                    url = word;
                }
            }
        }
        HealthCheck check = url == null ? null : http(url, hostHeader, verify);
        String remark =
                fails ? null : "curl without -f passes whatever the server answers: the check wants a status below 400";
        return check == null ? Optional.empty() : Optional.of(new ScriptCheck(check, timeout, remark));
    }

    private static @Nullable HealthCheck http(String url, @Nullable String hostHeader, boolean verify) {
        URI uri;
        try {
            uri = new URI(url.contains("://") ? url : "http://" + url);
        } catch (URISyntaxException _) {
            return null;
        }
        boolean https = "https".equals(uri.getScheme());
        String host = uri.getHost();
        boolean plain = host != null && uri.getUserInfo() == null && uri.getFragment() == null;
        if (!plain || (!https && !"http".equals(uri.getScheme())) || !isHost(host)) {
            return null;
        }
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        int port = uri.getPort() > 0 ? uri.getPort() : https ? 443 : 80;
        String name = hostHeader == null && https && isLoopbackName(host) ? host : hostHeader;
        return of(
                new HealthCheck.Http(
                        port,
                        path.isEmpty() || path.equals("/") ? null : path.startsWith("/") ? path : "/" + path,
                        https ? HealthCheck.Http.Scheme.HTTPS : null,
                        address(host),
                        name,
                        null,
                        verify ? null : new HealthCheck.Tls(false)),
                null,
                null);
    }

    /** Only {@code nc -z HOST PORT}, perhaps with a time limit. */
    private Optional<ScriptCheck> netcat() {
        boolean scans = false;
        Long timeout = null;
        List<String> target = new ArrayList<>();
        for (String word = argument(); word != null; word = argument()) {
            switch (word) {
                case "-z", "-zv", "-vz", "-nz", "-zn" -> scans = true;
                case "-v", "-n", "-4" -> {}
                case "-w" -> {
                    timeout = millis(argument());
                    if (timeout == null) {
                        return Optional.empty();
                    }
                }
                default -> target.add(word);
            }
        }
        HealthCheck check = scans && target.size() == 2 ? tcp(target.getFirst(), target.getLast()) : null;
        return check == null ? Optional.empty() : Optional.of(new ScriptCheck(check, timeout, null));
    }

    private static @Nullable HealthCheck tcp(String host, String port) {
        int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
        return number < 1 || number > MAX_PORT || !isHost(host)
                ? null
                : of(null, new HealthCheck.Tcp(address(host), number), null);
    }

    /** Whether a check can ask it: an address, or the name of this host; other names need a name server. */
    private static boolean isHost(String host) {
        if (isLoopbackName(host)) {
            return true;
        }
        try {
            AddressText.parse(bare(host));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static @Nullable String address(String host) {
        return isLoopbackName(host) || host.equals(HealthCheck.DEFAULT_HOST) ? null : bare(host);
    }

    private static boolean isLoopbackName(String host) {
        return host.equals("localhost");
    }

    private static String bare(String host) {
        return host.replaceAll("[\\[\\]]", "");
    }

    private static @Nullable Long millis(@Nullable String seconds) {
        return seconds == null || !SECONDS.matcher(seconds).matches() ? null : Long.valueOf(seconds + "000");
    }

    private static HealthCheck of(
            HealthCheck.@Nullable Http http, HealthCheck.@Nullable Tcp tcp, HealthCheck.@Nullable Command command) {
        return new HealthCheck(null, http, tcp, null, null, command, null, null, null, null, null, null);
    }
}

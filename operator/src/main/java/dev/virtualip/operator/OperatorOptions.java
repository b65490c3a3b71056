package dev.virtualip.operator;

import dev.virtualip.daemon.ListenAddress;
import dev.virtualip.daemon.page.PageAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The options of the command line, as picocli fills them in. */
@Command(
        name = "virtualip-operator",
        description = {
            "Plans which node may hold which VirtualIP, and reports on each VirtualIP in its status.",
            "",
            "Several replicas may run: the one that holds the Lease virtualip-operator is active, the others are"
                    + " standbys.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 110,
        footer = {
            "",
            "Configuration file (all fields optional):",
            "  secrets: [virtualip-keys]   the Secrets that a secretRef may name",
            "  notifications: []           mail and webhooks that spec.notify may name; see docs/notifications.md",
            "  services: {enabled: true, classless: true, adopt: false, foreignAnnotations: true}",
            "                              Services of type LoadBalancer: any, those without a class, those with",
            "                              an address of a pool already, annotations of MetalLB and kube-vip",
            "",
            "Environment: VIRTUALIP_OPERATOR_JAVA_OPTS adds options for the JVM, such as -Xmx256m for 10,000"
                    + " VirtualIPs.",
            "Signals: SIGTERM finishes pending writes, releases the Lease and exits with 0.",
            "Exit codes: 0 stopped, 2 refused to start, 3 failed while running."
        })
final class OperatorOptions {
    private static final int DEFAULT_HTTP_PORT = 9852;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "kubeconfig file (default: the in-cluster service account, else $$KUBECONFIG, else"
                    + " ~/.kube/config)")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Namespace of the Lease and the Secrets (default: the Pod's, else that of the kubeconfig's"
                    + " context, else default)")
    private @Nullable String namespace;

    @Option(
            names = "--http",
            paramLabel = "ADDRESS:PORT",
            converter = ListenAddressConverter.class,
            description = "Serve /metrics, /healthz and /readyz here (default: :9852; port 0: any free port)")
    private InetSocketAddress http = new InetSocketAddress(DEFAULT_HTTP_PORT);

    @Option(
            names = "--page",
            paramLabel = "ADDRESS:PORT",
            converter = ListenAddressConverter.class,
            description = "Serve the live page here, for example 127.0.0.1:9853 (default: not at all)")
    private @Nullable InetSocketAddress page;

    @Option(
            names = PageAddress.CONSENT,
            paramLabel = "BOOL",
            arity = "1",
            converter = BooleanConverter.class,
            description = "Allow --page an address that other hosts reach, although the page has no login (default:"
                    + " false)")
    private boolean pageWithoutLogin;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file, see below (default: none)")
    private @Nullable Path config;

    @Option(
            names = "--move-on-cordon",
            paramLabel = "BOOL",
            arity = "1",
            converter = BooleanConverter.class,
            description = "Move the addresses of a cordoned node to other nodes (default: true)")
    private boolean moveOnCordon = true;

    @Option(
            names = "--withdraw-all",
            paramLabel = "BOOL",
            arity = "1",
            converter = BooleanConverter.class,
            description = "Before an uninstall: remove every address from the nodes, wait until they have confirmed it,"
                    + " and exit (default: false)")
    private boolean withdrawAll;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // Only picocli reads it.
    private boolean help;

    private OperatorOptions() {}

    /** The request of a command line. */
    sealed interface Request {}

    /**
     * A request to print the help.
     *
     * @param text the help
     */
    record Help(String text) implements Request {}

    /**
     * A command line that is wrong.
     *
     * @param message every error, on one line
     */
    record Misuse(String message) implements Request {}

    /**
     * A request to run.
     *
     * @param kubeconfig the kubeconfig file; null: find one
     * @param namespace the namespace of the Lease and the Secrets; null: that of the Pod or the kubeconfig
     * @param http the address of the HTTP endpoints
     * @param page the address of the live page; null: none is served
     * @param config the configuration file; null: none
     * @param moveOnCordon whether the addresses of a cordoned node move to other nodes
     * @param withdrawAll whether to remove every address and exit
     */
    record Run(
            @Nullable Path kubeconfig,
            @Nullable String namespace,
            InetSocketAddress http,
            @Nullable InetSocketAddress page,
            @Nullable Path config,
            boolean moveOnCordon,
            boolean withdrawAll)
            implements Request {}

    /** Parses a command line; never throws. */
    static Request parse(String... arguments) {
        OperatorOptions options = new OperatorOptions();
        CommandLine commandLine = new CommandLine(options);
        commandLine.getCommandSpec().parser().collectErrors(true);
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
            return new Help(commandLine.getUsageMessage(Ansi.OFF).stripTrailing());
        }
        ParseResult result = commandLine.parseArgs(arguments);
        List<String> errors = errors(commandLine, result);
        options.checkPage(errors);
        return errors.isEmpty()
                ? options.run()
                : new Misuse(String.join("; ", errors) + "; see virtualip-operator --help");
    }

    /** The names of all options. */
    static Set<String> names() {
        return new CommandLine(new OperatorOptions())
                .getCommandSpec()
                .optionsMap()
                .keySet();
    }

    private void checkPage(List<String> errors) {
        if (page != null) {
            try {
                PageAddress.checked(page, pageWithoutLogin);
            } catch (IllegalArgumentException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private Run run() {
        return new Run(kubeconfig, namespace, http, page, config, moveOnCordon, withdrawAll);
    }

    private static List<String> errors(CommandLine commandLine, ParseResult result) {
        List<String> errors = new ArrayList<>();
        for (Exception error : result.errors()) {
            if (error instanceof UnmatchedArgumentException unmatched) {
                errors.addAll(unknown(commandLine, unmatched.getUnmatched()));
            } else if (error instanceof ParameterException wrong
                    && "".equals(wrong.getValue())
                    && wrong.getArgSpec() instanceof OptionSpec option) {
                errors.add(missingValue(option));
            } else {
                errors.add(oneLine(error));
            }
        }
        result.matchedOptions().stream()
                .filter(option -> option.originalStringValues().contains(""))
                .forEach(option -> errors.add(missingValue(option)));
        return errors;
    }

    private static String missingValue(OptionSpec option) {
        return "Missing required parameter for option '%s' (%s)".formatted(option.longestName(), option.paramLabel());
    }

    /** An error for each unknown word; one that follows an unknown option is that option's value. */
    private static List<String> unknown(CommandLine commandLine, List<String> words) {
        List<String> errors = new ArrayList<>();
        boolean valueMayFollow = false;
        for (String word : words) {
            boolean isOption = word.startsWith("-");
            if (isOption || !valueMayFollow) {
                List<String> similar = new UnmatchedArgumentException(commandLine, List.of(word)).getSuggestions();
                String hint = similar.isEmpty() ? "" : ", did you mean %s?".formatted(String.join(" or ", similar));
                errors.add((isOption ? "Unknown option: '%s'%s" : "'%s' belongs to no option%s").formatted(word, hint));
            }
            valueMayFollow = isOption && word.indexOf('=') < 0;
        }
        return errors;
    }

    private static String oneLine(Exception error) {
        return String.valueOf(error.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    /** Converts {@code ADDRESS:PORT}. */
    static final class ListenAddressConverter implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String value) {
            try {
                return ListenAddress.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Converts {@code true} and {@code false}, and nothing else. */
    static final class BooleanConverter implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String value) {
            return switch (value) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new TypeConversionException("'%s' is neither true nor false".formatted(value));
            };
        }
    }
}

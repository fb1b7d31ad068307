using System.CommandLine;
using System.CommandLine.Parsing;
using Workbook.Basics;
using Workbook.Cli.Terminal;

namespace Workbook.Cli.Commands;

/// <summary>Options whose values have a notation of their own; what is wrong with one is said in a sentence.</summary>
internal static class Parsed
{
    private delegate bool Parser<T>(string text, out T value);

    public static Option<long?> Size(string name, string description) =>
        Make(name, description, "SIZE", "a size, such as 100MB or 64KiB", (string text, out long? value) =>
        {
            bool valid = Quantity.TryParseSize(text, out long bytes) && bytes > 0;
            value = bytes;
            return valid;
        });

    public static Option<double> Chance(string name, string description) =>
        Make<double>(name, description, "P", "a chance from 0 to 1, such as 0.1, or 10%", Quantity.TryParseChance);

    public static Option<TimeSpan?> Time(string name, string description) =>
        Make(name, description, "TIME", "a time with its unit, such as 20ms or 1.5s", (string text, out TimeSpan? value) =>
        {
            bool valid = Quantity.TryParseTime(text, out TimeSpan time);
            value = time;
            return valid;
        });

    public static Option<long> Rate(string name, string description) =>
        Make<long>(name, description, "RATE", "bits per second, such as 100Mbit", Quantity.TryParseRate);

    public static Option<IPv4Prefix?> Prefix(string name, string description) =>
        Make(name, description, "ADDRESS/N", "an address with the size of its network, such as 10.0.0.2/24", (string text, out IPv4Prefix? value) =>
        {
            bool valid = IPv4Prefix.TryParse(text, out IPv4Prefix prefix);
            value = prefix;
            return valid;
        });

    public static Option<IPv4Address?> Address(string name, string description) =>
        Make(name, description, "ADDRESS", "an IPv4 address, such as 10.0.0.1 (there is no DNS here)", (string text, out IPv4Address? value) =>
        {
            bool valid = IPv4Address.TryParse(text, out IPv4Address address);
            value = address;
            return valid;
        });

    public static Option<IReadOnlySet<long>> Numbers(string name, string description) =>
        Make(name, description, "N[,N...]", "numbers from 1 on, such as 5 or 3,5", (string text, out IReadOnlySet<long> value) =>
        {
            var numbers = new HashSet<long>();
            value = numbers;
            foreach (string part in text.Split(','))
            {
                if (!long.TryParse(part, out long number) || number < 1)
                    return false;
                numbers.Add(number);
            }
            return true;
        });

    private static Option<T> Make<T>(string name, string description, string help, string expected, Parser<T> parse) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (parse(text, out T value))
                return value;
            result.AddError($"{name} wants {expected}; '{text}' is none.");
            return default;
        },
    };
}

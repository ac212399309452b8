using System.Globalization;
using System.Text.Json;

namespace Foyer.Protocol;

/// <summary>Reads numbers from untrusted <see cref="Fields"/>.</summary>
public static class FieldNumbers
{
    /// <summary>Returns a required whole number; 0 when it is invalid.</summary>
    public static long Integer(this Fields fields, string name, long min = long.MinValue, long max = long.MaxValue) =>
        fields.Demand(name, out _) ? fields.OptionalInteger(name, min, max) ?? 0 : 0;

    /// <summary>Returns a whole number, sent as a number or as its digits; null when absent, null or invalid.</summary>
    public static long? OptionalInteger(
        this Fields fields,
        string name,
        long min = long.MinValue,
        long max = long.MaxValue
    )
    {
        if (!fields.Find(name, out var value) || value is null || value is "")
            return null;
        var number = value switch
        {
            long given => given,
            string digits
                when long.TryParse(
                    digits.Trim(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var read
                ) => read,
            _ => (long?)null,
        };
        if (number is null)
            fields.Refuse(name, "A whole number is required.");
        else if (number < min)
            fields.Refuse(name, $"Ensure this value is at least {min}.", "min_value");
        else if (number > max)
            fields.Refuse(name, $"Ensure this value is at most {max}.", "max_value");
        else
            return number;
        return null;
    }

    /// <summary>
    /// Returns an amount with at most this number of decimals, sent as a number or as its digits, with a point or a comma before
    /// the decimals; null when absent, null or invalid.
    /// </summary>
    public static decimal? OptionalDecimal(this Fields fields, string name, int decimals, decimal min, decimal max)
    {
        if (!fields.Find(name, out var value) || value is null or "")
            return null;
        var digits = value switch
        {
            long whole => whole.ToString(CultureInfo.InvariantCulture),
            string text => text.Trim().Replace(',', '.'),
            JsonElement { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => "",
        };
        const NumberStyles form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(digits, form, CultureInfo.InvariantCulture, out var amount))
            fields.Refuse(name, "A number is required.");
        else if (amount < min)
            fields.Refuse(name, $"Ensure this value is at least {min}.", "min_value");
        else if (amount > max)
            fields.Refuse(name, $"Ensure this value is at most {max}.", "max_value");
        else if (amount.Scale > decimals)
            fields.Refuse(name, $"Ensure that there are no more than {decimals} decimal places.");
        else
            return amount;
        return null;
    }
}

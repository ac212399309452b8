using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Http.Extensions;

namespace Foyer.Server.Gateways.Http.Responses;

/// <summary>A page of a list: next and previous are ready-made URLs, or null at the ends.</summary>
public sealed record Listing<T>(IReadOnlyList<T> Results, string? Next, string? Previous);

internal static class Listings
{
    private const int Most = 200;
    private const int Usual = 50;
    private const int LongestKey = 400;

    /// <summary>Returns the query of a GET as fields; only the declared parameters when the endpoint declares them.</summary>
    public static Fields Query(this HttpRequest request)
    {
        var declared = request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.All;
        return Fields.Of(
            request
                .Query.Where(one => declared?.Any(parameter => parameter.Name == one.Key) != false)
                .Select(one => new KeyValuePair<string, string?>(one.Key, one.Value.ToString()))
        );
    }

    public static int Limit(this Fields query, int usual = Usual) =>
        (int)(query.OptionalInteger("limit", 1, Most) ?? usual);

    /// <param name="usual">The number of rows when the request does not specify one.</param>
    public static Cursor Cursor(this Fields query, int usual = Usual) =>
        new(query.OptionalText("after", LongestKey), query.OptionalText("before", LongestKey), query.Limit(usual));

    public static Listing<TOut> Of<TIn, TOut>(HttpRequest request, Paged<TIn> page, Func<TIn, TOut> shape) =>
        new([.. page.Rows.Select(shape)], With(request, "after", page.Next), With(request, "before", page.Previous));

    /// <summary>
    /// Returns the request's address with one parameter changed, for lists whose other parameters are not cursors.
    /// </summary>
    /// <param name="without">Parameters that do not apply to the other page.</param>
    public static string? Turn(HttpRequest request, string name, string? value, params IReadOnlyList<string> without)
    {
        if (value is null)
            return null;
        var query = request.Query.Where(one => one.Key != name && !without.Contains(one.Key)).ToList();
        query.Add(new(name, value));
        return request.Origin() + request.PathBase + request.Path + new QueryBuilder(query);
    }

    public static string? Turn(HttpRequest request, string name, long? key) =>
        Turn(request, name, key?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same for lists whose positions are in before and after.</summary>
    public static string? With(HttpRequest request, string cursor, string? value) =>
        Turn(request, cursor, value, without: ["after", "before"]);

    public static string? With(HttpRequest request, string cursor, long? key) =>
        With(request, cursor, key?.ToString(CultureInfo.InvariantCulture));
}

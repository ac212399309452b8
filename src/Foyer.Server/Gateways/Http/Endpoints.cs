namespace Foyer.Server.Gateways.Http;

/// <summary>What an endpoint says of itself: to the middleware that guards it, and to the API document.</summary>
internal static class Endpoints
{
    /// <summary>Marks an endpoint whose JSON body is read before it runs.</summary>
    internal sealed record TakesBody;

    /// <summary>Marks what even a kicked person may do.</summary>
    internal sealed record WhileKicked;

    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.WithMetadata(new TakesBody()).Accepts<T>("application/json");

    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint, int status = 200) =>
        endpoint.Produces<T>(status).Refuses();

    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(204).Refuses();

    /// <summary>Every refusal has the same shape.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<ErrorBody>(400).Produces<ErrorBody>(401).Produces<ErrorBody>(403).Produces<ErrorBody>(429);
}

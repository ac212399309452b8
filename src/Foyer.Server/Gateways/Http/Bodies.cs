namespace Foyer.Server.Gateways.Http;

/// <summary>Reads the body of endpoints that take one, after it is known that the person may ask at all.</summary>
internal sealed class Bodies(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Endpoints.TakesBody>() is null)
        {
            await next(http);
            return;
        }
        if ((await Body.ReadAsync(http)).Refused(out var refusal, out var body))
        {
            await Answer.WriteAsync(http, refusal);
            return;
        }
        http.Features.Set(body);
        await next(http);
    }
}

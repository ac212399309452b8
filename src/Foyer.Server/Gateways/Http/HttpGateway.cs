using System.Net;
using System.Security.Cryptography.X509Certificates;
using Foyer.Server.Gateways.Http.Middleware;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Foyer.Server.Gateways.Http;

/// <summary>The HTTP gateway: limits of the connection, then the middleware in order, then the endpoints.</summary>
public static partial class HttpGateway
{
    public static void AddHttpGateway(this IServiceCollection services, FoyerSettings settings)
    {
        services.Configure<KestrelServerOptions>(kestrel => SetLimits(kestrel, settings));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
        // The form keys are stored among the other secrets, in a folder that only the owner can read.
        services.AddDataProtection().SetApplicationName("Foyer");
        services
            .AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<DataFolder, ILoggerFactory>(
                (keys, folder, log) =>
                    keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                        new DirectoryInfo(folder.Folder("keys/forms")),
                        log
                    )
            );
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "foyer_form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.HeaderName = "RequestVerificationToken";
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<PasskeyCeremony>();
        services.AddSingleton(new ThreadPoolQueue(() => ThreadPool.PendingWorkItemCount));
        services.AddApiDocument();
        services.AddDocumentCache();
    }

    public static void UseHttpGateway(this WebApplication app, FoyerSettings settings)
    {
        app.UseProxies(settings);
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<HostMiddleware>();
        app.UseRouting();
        app.UseMiddleware<OriginMiddleware>();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<OverloadMiddleware>();
        app.UseDocumentCache();
        app.UseMiddleware<RequestBodyMiddleware>();
        app.Lifetime.ApplicationStarted.Register(() => SetPublicUrl(app, settings));
    }

    /// <summary>
    /// Returns the middleware alone, for a request that was not read by the web server. A request that passes it reaches the end.
    /// </summary>
    internal static RequestDelegate Guards(IServiceProvider services, FoyerSettings settings, RequestDelegate end)
    {
        var app = new ApplicationBuilder(services);
        app.UseProxies(settings);
        app.UseMiddleware<HostMiddleware>();
        app.UseMiddleware<OriginMiddleware>();
        app.UseMiddleware<CallerMiddleware>();
        app.Run(end);
        return app.Build();
    }

    /// <summary>Returns the address of the started server on its own machine.</summary>
    public static string LocalAddress(WebApplication app)
    {
        var address = new UriBuilder(app.Urls.First());
        if (
            IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
            && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
        )
            address.Host = "127.0.0.1";
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }

    private static void SetPublicUrl(WebApplication app, FoyerSettings settings)
    {
        if (settings.PublicUrl is not null)
            return;
        settings.PublicUrl = LocalAddress(app);
        if (settings.Mail.Enabled)
            LogNoPublicUrl(app.Logger, settings.PublicUrl);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Foyer:Mail:Enabled is true, but Foyer:PublicUrl is not set: links in e-mails begin with {Address}. Set Foyer:PublicUrl to the address that people type."
    )]
    private static partial void LogNoPublicUrl(ILogger log, string address);

    private static void UseProxies(this IApplicationBuilder app, FoyerSettings settings)
    {
        if (settings.Http.TrustedProxies.Length > 0)
            app.UseForwardedHeaders(Forwarded(settings.Http.TrustedProxies));
    }

    private static void SetLimits(KestrelServerOptions kestrel, FoyerSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = JsonBody.Largest;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        long? connections = settings.Limits.Connections is > 0 and var most ? most : null;
        kestrel.Limits.MaxConcurrentConnections = connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = connections;
        kestrel.ConfigureEndpointDefaults(endpoint =>
            endpoint.Use(
                (ConnectionDelegate next) =>
                    ActivatorUtilities
                        .CreateInstance<AddressLimitMiddleware>(endpoint.ApplicationServices, next)
                        .InvokeAsync
            )
        );
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.OnAuthenticate = (_, tls) => TlsPolicy.Apply(tls);
            if (settings.Http.CertificatePath is { } path)
                https.ServerCertificate = X509Certificate2.CreateFromPemFile(path, settings.Http.KeyPath);
        });
    }

    private static ForwardedHeadersOptions Forwarded(string[] proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        return options;
    }
}

using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Foyer.Server.Web;

/// <summary>Registers the pages and their services.</summary>
public static class WebSlice
{
    public static void AddWeb(this IServiceCollection services)
    {
        services.AddSingleton<PendingInvitations>();
        services.AddSingleton<ApiReference>();
        services.AddSingleton<HeldSignIn>();
        services
            .AddRazorPages(pages =>
            {
                pages.RootDirectory = "/Web/Pages";
                pages.Conventions.AddPageApplicationModelConvention(
                    "/Logout",
                    page => page.EndpointMetadata.Add(new EndpointExtensions.WhileKicked())
                );
            })
            // There are no controllers, and the start need not scan every class to find that out.
            .ConfigureApplicationPartManager(parts =>
                parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single())
            );
        services.AddSingleton<IActionResultExecutor<RedirectResult>, EncodedRedirects>();
        BoundProperties.Use(services);
        services.Configure<CookieTempDataProviderOptions>(notices =>
        {
            notices.Cookie.Name = "foyer_notice";
            notices.Cookie.IsEssential = true;
            notices.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddWebEncoders(encoders => encoders.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
    }

    /// <summary>
    /// Shows pages for missing pages and faults. Outside the HTTP gateway, which then runs once more for that page.
    /// </summary>
    public static void UseWebErrors(this WebApplication app)
    {
        app.UseExceptionHandler("/fault");
        app.UseWhen(
            http => !http.Request.IsForPrograms(),
            people => people.UseStatusCodePagesWithReExecute("/status/{0}")
        );
    }

    /// <summary>
    /// Starts to discover the pages, which takes longer than mapping any other gateway, in parallel with the mapping.
    /// </summary>
    public static void FindPages(this WebApplication app) =>
        _ = Task.Run(() => app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors);

    public static void MapWeb(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
        var other = app.MapGroup("").WithHead();
        other.MapGet("/events", () => Results.Redirect("/event-overview")).AllowAnonymous().ExcludeFromDescription();
        other
            .MapGet("/events/{id:guid}", (Guid id) => Results.Redirect($"/event-detail?id={id}"))
            .AllowAnonymous()
            .ExcludeFromDescription();
        other
            .MapGet("/signup", (HttpContext http) => Results.Redirect("/register" + http.Request.QueryString))
            .AllowAnonymous()
            .ExcludeFromDescription();
    }
}

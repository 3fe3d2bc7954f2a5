using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>What the identity service stores.</summary>
internal sealed class IdentityTables
{
    public IdentityTables(LocalCloudState state)
    {
        Domains = state.Table<Domain>("identity.domain");
        Projects = state.Table<Project>("identity.project");
        Users = state.Table<User>("identity.user");
        Groups = state.Table<Group>("identity.group");
        Roles = state.Table<Role>("identity.role");
        Regions = state.Table<Region>("identity.region");
        Services = state.Table<CatalogService>("identity.service");
        Endpoints = state.Table<Endpoint>("identity.endpoint");
        Credentials = state.Table<Credential>("identity.credential");
        ApplicationCredentials = state.Table<ApplicationCredential>("identity.application_credential");
        Assignments = state.Table<RoleAssignment>("identity.assignment");
        Trusts = state.Table<Trust>("identity.trust");
        Tokens = state.Table<Token>("identity.token");
        Secrets = state.Table<CloudSecret>("identity.secret");
        UsersByName = Users.IndexedBy(user => user.Name);
        ProjectsByName = Projects.IndexedBy(project => project.Name);
        GroupsByMember = Groups.IndexedBy(group => group.Members);
        AssignmentsByActor = Assignments.IndexedBy(assignment => assignment.ActorId);
        AssignmentsByTarget = Assignments.IndexedBy(assignment => assignment.TargetId);
        CredentialsByUser = Credentials.IndexedBy(credential => credential.UserId);
        TrustsByUser = Trusts.IndexedBy(trust => [trust.TrustorUserId, trust.TrusteeUserId]);
        EndpointsByService = Endpoints.IndexedBy(endpoint => endpoint.ServiceId);
        ApplicationCredentialsByUser = ApplicationCredentials.IndexedBy(credential => credential.UserId);
    }

    public CloudTable<Domain> Domains { get; }

    public CloudTable<Project> Projects { get; }

    public CloudTable<User> Users { get; }

    public CloudTable<Group> Groups { get; }

    public CloudTable<Role> Roles { get; }

    public CloudTable<Region> Regions { get; }

    public CloudTable<CatalogService> Services { get; }

    public CloudTable<Endpoint> Endpoints { get; }

    public CloudTable<Credential> Credentials { get; }

    public CloudTable<ApplicationCredential> ApplicationCredentials { get; }

    public CloudTable<RoleAssignment> Assignments { get; }

    public CloudTable<Trust> Trusts { get; }

    public CloudTable<Token> Tokens { get; }

    public CloudTable<CloudSecret> Secrets { get; }

    public CloudIndex<User> UsersByName { get; }

    public CloudIndex<Project> ProjectsByName { get; }

    public CloudIndex<Group> GroupsByMember { get; }

    public CloudIndex<RoleAssignment> AssignmentsByActor { get; }

    public CloudIndex<RoleAssignment> AssignmentsByTarget { get; }

    public CloudIndex<Credential> CredentialsByUser { get; }

    public CloudIndex<Trust> TrustsByUser { get; }

    public CloudIndex<Endpoint> EndpointsByService { get; }

    public CloudIndex<ApplicationCredential> ApplicationCredentialsByUser { get; }
}

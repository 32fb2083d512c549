using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AlmCompliance.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StatusExpiry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Statuses_AdvisoryId_HoldsUntil",
                table: "Statuses");

            migrationBuilder.CreateIndex(
                name: "IX_Statuses_HoldsUntil_AdvisoryId",
                table: "Statuses",
                columns: new[] { "HoldsUntil", "AdvisoryId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Statuses_HoldsUntil_AdvisoryId",
                table: "Statuses");

            migrationBuilder.CreateIndex(
                name: "IX_Statuses_AdvisoryId_HoldsUntil",
                table: "Statuses",
                columns: new[] { "AdvisoryId", "HoldsUntil" });
        }
    }
}

// SPDX-License-Identifier: MIT
#include "window/PreferencesDialog.h"

#include "base/ColorMap.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/PathEdit.h"
#include "widgets/forms/SettingTexts.h"
#include "widgets/pictures/ColorMapBox.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lookaway {

namespace {

constexpr int leastWidth = 460;

QString idOf(ColorMap map)
{
    for (const auto& entry : colorMaps())
        if (entry.map == map)
            return QString::fromLatin1(entry.id);
    return {};
}

} // namespace

PreferencesDialog::PreferencesDialog(const Preferences& current, QWidget* parent)
    : QDialog(parent)
    , m_applied(current)
    , m_shownTheme(current.theme)
{
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferences"));
    setMinimumWidth(leastWidth);
    makeForm();
    makeButtons();
    setPreferences(current);
}

void PreferencesDialog::makeForm()
{
    m_theme = new QComboBox(this);
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItem(tr("As the system"), themeId(ThemeKind::System));
    m_theme->addItem(tr("Light"), themeId(ThemeKind::Light));
    m_theme->addItem(tr("Dark"), themeId(ThemeKind::Dark));
    m_colorMap = new ColorMapBox(this);
    m_colorMap->setObjectName(QStringLiteral("colorMap"));
    m_reopenLayout = new QCheckBox(tr("&Open the window as it was closed"), this);
    m_reopenLayout->setObjectName(QStringLiteral("reopenLayout"));
    m_runFolder = new PathEdit(PathEdit::Kind::Folder, this);
    m_runFolder->setObjectName(QStringLiteral("runFolder"));
    m_runFolder->setTitle(tr("Folder of the runs"));
    m_batchHistory = new QSpinBox(this);
    m_batchHistory->setObjectName(QStringLiteral("batchHistory"));
    m_batchHistory->setRange(Preferences::leastBatchHistory, Preferences::mostBatchHistory);
    m_batchHistory->setToolTip(tr("So many occluded mini-batches can be scrubbed back through; each takes memory."));

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(8);
    addHeading(form, tr("Window"), {});
    form->addRow(tr("&Theme"), m_theme);
    form->addRow(tr("&Colour map of heat maps"), m_colorMap);
    form->addRow(tr("&Batches to scrub back"), m_batchHistory);
    form->addRow(QString(), m_reopenLayout);
    addHeading(form, tr("Runs"), {});
    form->addRow(tr("&Folder"), m_runFolder);
    addHeading(form, tr("Machine"), tr("For new runs; a run's own settings can say otherwise."));
    for (const char* key :
        { "training.device", "training.precision", "training.threads", "data.loader_threads", "data.cache_megabytes" })
        addSettingRow(form, key);
    m_note = new InlineNote(this);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addSpacing(8);
    layout->addStretch(1);
    connect(m_theme, &QComboBox::currentIndexChanged, this, &PreferencesDialog::previewTheme);
    connect(m_colorMap, &ColorMapBox::colorMapChanged, this, &PreferencesDialog::onEdited);
    connect(m_batchHistory, &QSpinBox::valueChanged, this, &PreferencesDialog::onEdited);
    connect(m_reopenLayout, &QCheckBox::toggled, this, &PreferencesDialog::onEdited);
    connect(m_runFolder, &PathEdit::edited, this, &PreferencesDialog::onEdited);
}

void PreferencesDialog::addHeading(QFormLayout* form, const QString& text, const QString& explanation)
{
    auto* heading = new QLabel(text, this);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    if (form->rowCount() > 0)
        heading->setContentsMargins(0, 10, 0, 0);
    form->addRow(heading);
    if (explanation.isEmpty())
        return;
    auto* more = new QLabel(explanation, this);
    more->setForegroundRole(QPalette::PlaceholderText); // secondary
    more->setWordWrap(true);
    form->addRow(more);
}

void PreferencesDialog::addSettingRow(QFormLayout* form, const char* key)
{
    const auto* setting = findSetting(key);
    m_settingRows.push_back({ setting, makeValueEditor(*setting, this, [this] { onEdited(); }) });
    auto* widget = m_settingRows.back().editor.widget;
    widget->setToolTip(toolTipOf(*setting));
    auto* label = new QLabel(labelOf(*setting), this);
    label->setToolTip(widget->toolTip());
    label->setBuddy(widget);
    form->addRow(label, widget);
}

void PreferencesDialog::makeButtons()
{
    m_buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Apply | QDialogButtonBox::RestoreDefaults,
        this);
    layout()->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons->button(QDialogButtonBox::Apply), &QPushButton::clicked, this, &PreferencesDialog::apply);
    connect(m_buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
        [this] { setPreferences(Preferences()); });
}

void PreferencesDialog::setPreferences(const Preferences& preferences)
{
    const QSignalBlocker quietMap(m_colorMap);
    const QSignalBlocker quietHistory(m_batchHistory);
    const QSignalBlocker quietLayout(m_reopenLayout);
    m_theme->setCurrentIndex(m_theme->findData(themeId(preferences.theme)));
    m_colorMap->setColorMap(findColorMap(preferences.colorMap.toStdString()).value_or(ColorMap::Inferno));
    m_batchHistory->setValue(preferences.batchHistory);
    m_reopenLayout->setChecked(preferences.reopenLayout);
    m_runFolder->setPath(preferences.runFolder);
    Config config;
    preferences.applyTo(config);
    for (const auto& row : m_settingRows)
        row.editor.show(row.setting->get(config));
    onEdited();
}

Preferences PreferencesDialog::preferences() const
{
    Config config;
    m_applied.applyTo(config);
    for (const auto& row : m_settingRows)
        (void)row.setting->parse(config, row.editor.text().toStdString()); // what cannot be used stays as it was
    Preferences now = m_applied;
    now.takeFrom(config);
    now.theme = themeFromId(m_theme->currentData().toString());
    now.colorMap = idOf(m_colorMap->colorMap());
    now.batchHistory = m_batchHistory->value();
    now.reopenLayout = m_reopenLayout->isChecked();
    if (const QString folder = m_runFolder->path().trimmed(); !folder.isEmpty())
        now.runFolder = folder;
    return now;
}

QString PreferencesDialog::problem() const
{
    if (m_runFolder->path().trimmed().isEmpty())
        return tr("Choose a folder that new runs are made in.");
    Config config;
    for (const auto& row : m_settingRows)
        if (const auto parsed = row.setting->parse(config, row.editor.text().toStdString()); !parsed)
            return QString::fromStdString(parsed.error().message());
    if (config.training.device.empty())
        return tr("Choose a device; auto takes the best there is.");
    return {};
}

void PreferencesDialog::onEdited()
{
    if (!m_buttons)
        return; // still being made
    const QString wrong = problem();
    m_note->say(InlineNote::Kind::Problem, wrong);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(wrong.isEmpty());
    m_buttons->button(QDialogButtonBox::Apply)->setEnabled(wrong.isEmpty() && preferences() != m_applied);
}

void PreferencesDialog::previewTheme()
{
    const auto theme = themeFromId(m_theme->currentData().toString());
    if (theme != m_shownTheme)
        applyTheme(*qApp, theme);
    m_shownTheme = theme;
    onEdited();
}

void PreferencesDialog::apply()
{
    m_applied = preferences();
    onEdited();
    Q_EMIT applied(m_applied);
}

void PreferencesDialog::done(int result)
{
    if (result == Accepted && preferences() != m_applied)
        apply();
    if (result == Rejected && m_shownTheme != m_applied.theme) {
        applyTheme(*qApp, m_applied.theme);
        m_shownTheme = m_applied.theme;
    }
    QDialog::done(result);
}

} // namespace lookaway

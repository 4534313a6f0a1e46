// SPDX-License-Identifier: MIT
#include "widgets/forms/LiveControls.h"

#include "session/settings/SettingNames.h"
#include "widgets/InlineNote.h"
#include "widgets/WheelGuard.h"
#include "widgets/forms/ControlRows.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SettingTexts.h"
#include "widgets/forms/SliderBox.h"

#include <QComboBox>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <map>

namespace lookaway {

namespace {

constexpr int restMilliseconds = 150;

/// Of p, threshold, fill, place and learning rate.
std::vector<ControlRows::Arrangement> arrangements()
{
    return { { 0, { { 0 }, { 1 }, { 2, 3 }, { 4 } } }, { 28, { { 0, 1 }, { 2, 3, 4 } } },
        { 52, { { 0, 1, 2, 3, 4 } } } };
}

const Setting& row(const char* key)
{
    return *findSetting(key);
}

/// The row of the settings table for a name in SettingChanged; nullptr for one that is not known here.
const Setting* liveSetting(const std::string& name)
{
    static const std::map<std::string, const char*> keys{ { "p", "distraction.p" },
        { "threshold", "distraction.threshold" }, { "fill", "distraction.fill" }, { "where", "distraction.where" },
        { "learning rate", "training.learning_rate" } };
    const auto found = keys.find(name);
    return found == keys.end() ? nullptr : findSetting(found->second);
}

/// Events carry numbers with six digits.
bool sameNumber(double a, double b)
{
    return QString::number(a, 'g', 6) == QString::number(b, 'g', 6);
}

} // namespace

LiveControls::LiveControls(QWidget* parent)
    : QWidget(parent)
    , m_rows(new ControlRows(arrangements(), this))
    , m_note(new InlineNote(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // see minimumSizeHint()
    layout->addWidget(m_rows);
    layout->addWidget(m_note);
    layout->addStretch(1);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &LiveControls::request);
    makeCells();
    setConfig({});
    setRunning(false);
}

LiveControls::~LiveControls()
{
    // Losing the focus while this is taken down would apply the learning rate with half an object.
    m_learningRate->disconnect(this);
}

void LiveControls::makeCells()
{
    const auto& p = row("distraction.p");
    const auto& threshold = row("distraction.threshold");
    const auto& learningRate = row("training.learning_rate");
    m_p = new SliderBox(*p.range, labelOf(p), this);
    m_threshold = new SliderBox(*threshold.range, labelOf(threshold), this);
    m_fill = makeChoice(row("distraction.fill"));
    m_where = makeChoice(row("distraction.where"));
    m_learningRate = new RealBox(this);
    m_learningRate->setRange(*learningRate.range);
    m_learningRate->setStep(RealBox::Step::Multiply);
    m_learningRate->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    guardWheel(m_learningRate);
    addCell(p, m_p, 3);
    addCell(threshold, m_threshold, 3);
    addCell(row("distraction.fill"), m_fill, 2);
    addCell(row("distraction.where"), m_where, 2);
    addCell(learningRate, m_learningRate, 2);

    for (auto* control : { m_p, m_threshold })
        connect(control, &SliderBox::edited, this, &LiveControls::onEdited);
    for (auto* control : { m_fill, m_where })
        connect(control, &QComboBox::currentIndexChanged, this, &LiveControls::onEdited);
    connect(m_learningRate, &RealBox::edited, this, &LiveControls::onEdited);
    connect(m_learningRate, &RealBox::editingFinished, this, &LiveControls::applyLearningRate);
}

QComboBox* LiveControls::makeChoice(const Setting& setting)
{
    auto* box = new QComboBox(this);
    for (const auto& choice : setting.choices)
        box->addItem(QString::fromStdString(choice));
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setMinimumContentsLength(6);
    guardWheel(box);
    return box;
}

void LiveControls::addCell(const Setting& setting, QWidget* editor, int share)
{
    editor->setObjectName(QString::fromStdString(setting.key));
    editor->setAccessibleName(labelOf(setting));
    editor->setAccessibleDescription(helpOf(setting));
    m_cells.push_back({ &setting, m_rows->add(labelOf(setting), editor, share) });
}

QSize LiveControls::minimumSizeHint() const
{
    return { m_rows->minimumSizeHint().width(), QWidget::minimumSizeHint().height() };
}

void LiveControls::setConfig(const Config& config)
{
    m_rest.stop();
    m_applied = m_requested = config;
    showValues(config);
}

void LiveControls::setRunning(bool running)
{
    m_running = running;
    if (running)
        m_note->clear();
    showEffect();
    if (running)
        return;
    m_rest.stop();
    m_note->say(InlineNote::Kind::Info, tr("Start a run: these can be changed while it goes on."));
}

void LiveControls::showValues(const Config& config)
{
    const QSignalBlocker quietFill(m_fill);
    const QSignalBlocker quietWhere(m_where);
    m_fill->setCurrentText(QString::fromStdString(nameOf(config.distraction.fill)));
    m_where->setCurrentText(QString::fromStdString(nameOf(config.distraction.where)));
    m_p->setValue(config.distraction.p);
    m_threshold->setValue(config.distraction.threshold);
    m_learningRate->setValue(config.training.learningRate);
    showEffect();
}

QString LiveControls::reasonForNoEffect() const
{
    return occludes() ? QString()
                      : tr("With the occlusion set to none nothing is hidden: p, threshold and where have no effect.");
}

bool LiveControls::occludes() const
{
    return static_cast<FillKind>(m_fill->currentIndex()) != FillKind::None;
}

void LiveControls::showEffect()
{
    const QString reason = reasonForNoEffect();
    for (const auto& cell : m_cells) {
        const bool ofOcclusion =
            cell.setting->key != "distraction.fill" && cell.setting->key != "training.learning_rate";
        const bool acts = reason.isEmpty() || !ofOcclusion;
        cell.widget->setEnabled(m_running && acts);
        cell.widget->setToolTip(acts ? toolTipOf(*cell.setting) : reason);
    }
    if (m_running && m_note->text().isEmpty())
        m_note->say(InlineNote::Kind::Info, reason);
}

void LiveControls::onEdited()
{
    const auto refusal = [](const char* key, const QString& text) {
        return QString::fromStdString(row(key).refusal(text.toStdString()).what);
    };
    if (occludes() && !m_p->value())
        m_note->say(InlineNote::Kind::Problem, refusal("distraction.p", m_p->box()->text()));
    else if (occludes() && !m_threshold->value())
        m_note->say(InlineNote::Kind::Problem, refusal("distraction.threshold", m_threshold->box()->text()));
    else if (!m_learningRate->acceptable())
        m_note->say(InlineNote::Kind::Problem, refusal("training.learning_rate", m_learningRate->text()));
    else if (m_learningRate->value() != m_requested.training.learningRate)
        m_note->say(InlineNote::Kind::Info, tr("Press Enter to apply the learning rate."));
    else
        m_note->clear();
    showEffect();
    m_rest.start();
}

SettingsChange LiveControls::difference() const
{
    SettingsChange change;
    const auto& has = m_requested.distraction;
    if (const auto p = m_p->value(); p && *p != has.p)
        change.p = p;
    if (const auto threshold = m_threshold->value(); threshold && *threshold != has.threshold)
        change.threshold = threshold;
    if (const auto fill = static_cast<FillKind>(m_fill->currentIndex()); fill != has.fill)
        change.fill = fill;
    if (const auto where = static_cast<Where>(m_where->currentIndex()); where != has.where)
        change.where = where;
    return change;
}

void LiveControls::request()
{
    const SettingsChange change = difference();
    if (change.empty())
        return;
    auto& asked = m_requested.distraction;
    asked.p = change.p.value_or(asked.p);
    asked.threshold = change.threshold.value_or(asked.threshold);
    asked.fill = change.fill.value_or(asked.fill);
    asked.where = change.where.value_or(asked.where);
    Q_EMIT changeRequested(change);
}

void LiveControls::applyLearningRate()
{
    const auto value = m_learningRate->value();
    if (!m_learningRate->acceptable() || *value == m_requested.training.learningRate)
        return;
    m_requested.training.learningRate = *value;
    m_note->clear();
    SettingsChange change;
    change.learningRate = value;
    Q_EMIT changeRequested(change);
}

void LiveControls::applied(const SettingChanged& change)
{
    const auto* setting = liveSetting(change.setting);
    if (!setting || !setting->parse(m_applied, change.to))
        return;
    const SettingValue now = setting->get(m_applied);
    const SettingValue asked = setting->get(m_requested);
    const auto* real = std::get_if<double>(&now);
    const bool ours = real ? sameNumber(*real, std::get<double>(asked)) : now == asked;
    if (ours) { // the event may have fewer digits
        (void)setting->set(m_applied, asked);
    } else if (!m_rest.isActive()) { // changed elsewhere, while nobody works here
        (void)setting->set(m_requested, now);
        showValues(m_requested);
    }
    const QString taken =
        tr("%1 is %2 from mini-batch %3 on.")
            .arg(labelOf(*setting), valueTextOf(now), QLocale().toString(static_cast<qlonglong>(change.globalStep)));
    m_note->say(InlineNote::Kind::Success, QStringList{ taken, reasonForNoEffect() }.join(u' ').trimmed());
}

void LiveControls::refused(const QString& sentence)
{
    m_rest.stop();
    m_requested = m_applied;
    showValues(m_applied);
    m_note->say(InlineNote::Kind::Problem, sentence);
}

} // namespace lookaway

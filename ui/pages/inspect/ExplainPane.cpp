// SPDX-License-Identifier: MIT
#include "pages/inspect/ExplainPane.h"

#include "pages/inspect/ClassBox.h"
#include "pages/inspect/LayerModel.h"
#include "pages/inspect/MapSign.h"
#include "pages/method/MethodBox.h"
#include "pages/method/MethodSettings.h"
#include "widgets/ComboPopup.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/ColorScale.h"

#include <QApplication>
#include <QComboBox>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QToolButton>

namespace lookaway {

constexpr int kPatience = 200; // ms

ExplainPane::ExplainPane(Inspector* inspector, LayerModel* layers, QWidget* parent)
    : QFrame(parent)
    , m_inspector(inspector)
    , m_layers(layers)
{
    build();
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, &ExplainPane::onPatienceEnded);
    connect(m_method, &MethodBox::methodChosen, this, &ExplainPane::changeOrder);
    connect(m_class, &ClassBox::classChosen, this, &ExplainPane::changeOrder);
    connect(m_class, &ClassBox::unknownTyped, this, [this](const QString& text) {
        m_note->say(InlineNote::Kind::Problem, tr("The network has no class that is called \"%1\".").arg(text));
    });
    connect(m_class, &QComboBox::editTextChanged, m_note, &InlineNote::clear);
    connect(m_layer, &QComboBox::activated, this, &ExplainPane::changeOrder);
    connect(m_map, &QComboBox::currentIndexChanged, this, [this] {
        showMap();
        Q_EMIT explained();
    });
    connect(m_settings, &QToolButton::clicked, this, &ExplainPane::showSettings);
    connect(m_remove, &QToolButton::clicked, this, &ExplainPane::removeRequested);
    connect(m_stop, &QToolButton::clicked, this, &ExplainPane::stop);
    connect(m_again, &QToolButton::clicked, this, &ExplainPane::explainAgain);
    connect(inspector, &Inspector::opened, this, &ExplainPane::fitToModel);
    connect(inspector, &Inspector::inputChanged, this, &ExplainPane::fitToModel);
    connect(inspector, &Inspector::subjectChanged, this, &ExplainPane::takeSubject);
    connect(inspector, &Inspector::methodsChecked, this, [this] { m_method->setRefusals(m_inspector->refusals()); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && isAncestorOf(now))
            Q_EMIT activated();
    });
    setWorking(false);
    if (inspector->hasModel())
        fitToModel();
    takeSubject();
}

void ExplainPane::fitToModel()
{
    m_class->setModelClasses(*m_inspector);
    m_order.classIndex = -1;
    // A layer of the same name in another network is another layer.
    const QString model = QString::fromStdString(m_inspector->model().title);
    if (m_layers->rowOf(m_order.layer) < 0 || model != m_model)
        m_order.layer = m_inspector->model().targetLayer;
    m_model = model;
    m_method->setRefusals(m_inspector->refusals());
    fitPopup(m_layer);
    setOrder(m_order);
}

void ExplainPane::setOrder(const ExplainOrder& order)
{
    m_order = order;
    if (m_order.layer.empty() && m_inspector->hasModel())
        m_order.layer = m_inspector->model().targetLayer;
    m_method->setMethod(m_order.method);
    m_class->setClassIndex(m_order.classIndex);
    const QSignalBlocker quiet(m_layer);
    m_layer->setCurrentIndex(m_layers->rowOf(m_order.layer));
    m_layer->setToolTip(m_layer->currentText());
    const MethodFact* method = findMethod(m_order.method);
    m_layer->setVisible(method && method->needsLayer);
    m_class->setEnabled(method && method->classSpecific);
    m_settings->setEnabled(method && !method->settings.empty());
    ask();
}

void ExplainPane::changeOrder()
{
    ExplainOrder order = m_order;
    order.method = m_method->method();
    order.classIndex = m_class->classIndex();
    if (const int row = m_layer->currentIndex(); row >= 0)
        order.layer = m_layers->layer(row).name;
    setOrder(order);
    Q_EMIT orderChanged();
}

void ExplainPane::chooseClass(std::int64_t index)
{
    m_class->setClassIndex(index);
    changeOrder();
}

void ExplainPane::chooseLayer(const std::string& name)
{
    m_layer->setCurrentIndex(m_layers->rowOf(name));
    changeOrder();
}

void ExplainPane::showSettings()
{
    const MethodFact* method = findMethod(m_order.method);
    if (!method)
        return;
    auto* popup = new MethodSettings(*method, m_order.settings, this);
    connect(popup, &MethodSettings::changed, this, [this](const ExplainSettings& settings) {
        m_order.settings = settings;
        ask();
        Q_EMIT orderChanged();
    });
    popup->adjustSize();
    popup->move(m_settings->mapToGlobal(QPoint(m_settings->width() - popup->width(), m_settings->height() + 2)));
    popup->show();
}

void ExplainPane::takeSubject()
{
    const auto subject = m_inspector->subject();
    m_stopped = false;
    drop();
    Q_EMIT explained();
    if (m_inspector->hasModel())
        m_class->setAnswer(*m_inspector, subject ? &subject->answer : nullptr);
    ask();
}

void ExplainPane::ask()
{
    if (!m_inspector->subject())
        return setWorking(false);
    m_note->clear();
    m_stopped = false;
    m_partial = false;
    m_done = 0;
    m_total = 0;
    setWorking(true);
    ExplainCalls calls;
    calls.done = [this](std::shared_ptr<const Explanation> explanation) { take(std::move(explanation)); };
    calls.failed = [this](const Error& error) {
        drop();
        setWorking(false);
        if (!error.cancelled()) // the name of a file may break behind its underscores: a pane is narrow
            m_note->say(InlineNote::Kind::Problem,
                QString::fromStdString(error.message()).replace(QLatin1Char('_'), QStringLiteral("_\u200b")));
        Q_EMIT explained();
    };
    calls.progress = [this](std::int64_t done, std::int64_t total, const HeatMap& soFar) {
        showProgress(done, total, soFar);
    };
    m_inspector->explain(this, m_order, calls);
    if (m_working) // it was not known from before
        Q_EMIT explained();
}

void ExplainPane::stop()
{
    if (!m_working)
        return;
    m_inspector->stop(this);
    m_stopped = true;
    setWorking(false);
    if (m_partial)
        keepSoFar();
    else
        drop(); // what was there is of another order than the boxes say
    Q_EMIT explained();
}

/// What was found until it was stopped is an explanation, too.
void ExplainPane::keepSoFar()
{
    const MethodFact* method = findMethod(m_order.method);
    Explanation soFar;
    soFar.method = m_order.method;
    soFar.layer = method && method->needsLayer ? m_order.layer : std::string();
    soFar.classIndex = m_order.classIndex;
    if (const auto best = m_inspector->subject()->answer.top(1); soFar.classIndex < 0 && !best.empty())
        soFar.classIndex = best.front();
    soFar.raw = m_raw;
    soFar.isSigned = method && method->isSigned;
    m_explanation = std::make_shared<const Explanation>(std::move(soFar));
    fillMaps();
    showMap();
}

QString ExplainPane::stoppedText() const
{
    const int percent = m_total > 0 ? int(100 * m_done / m_total) : 0;
    return percent > 0 ? tr("stopped at %1 %").arg(percent) : tr("stopped before 1 %");
}

/// It takes longer than a moment: how far it is is shown, and no longer what was there before.
void ExplainPane::onPatienceEnded()
{
    m_progress->setVisible(m_working);
    const MethodFact* method = findMethod(m_order.method);
    if (!m_working || m_partial || !method || !method->slow)
        return;
    drop();
    Q_EMIT explained();
}

void ExplainPane::showProgress(std::int64_t done, std::int64_t total, const HeatMap& soFar)
{
    m_progress->setMaximum(int(total));
    m_progress->setValue(int(done));
    m_done = done;
    m_total = total;
    if (soFar.empty())
        return;
    m_explanation.reset();
    m_shown.reset();
    m_map->hide();
    m_partial = true;
    m_raw = soFar;
    m_signed = hasSign(m_order.method, m_raw);
    draw();
    Q_EMIT explained();
}

void ExplainPane::setWorking(bool working)
{
    m_working = working;
    m_legend->setVisible(!working);
    m_stop->setVisible(working);
    m_again->setVisible(!working && m_stopped);
    m_progress->setVisible(false);
    if (!working)
        return m_patience.stop();
    m_progress->setRange(0, 0);
    m_patience.start();
}

/// Nothing has been found (yet).
void ExplainPane::drop()
{
    m_explanation.reset();
    m_shown.reset();
    m_raw = {};
    m_map->hide();
    draw();
}

void ExplainPane::setActive(bool active)
{
    m_active = active;
    update();
}

void ExplainPane::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

} // namespace lookaway

// SPDX-License-Identifier: MIT
#include "pages/inspect/ExplainPane.h"

#include "pages/inspect/ClassBox.h"
#include "pages/inspect/LayerModel.h"
#include "pages/method/MethodBox.h"
#include "pages/method/MethodSettings.h"
#include "widgets/ComboPopup.h"
#include "widgets/InlineNote.h"

#include <QApplication>
#include <QComboBox>
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
